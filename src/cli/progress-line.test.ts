import { expect, test } from "vitest";
import { showProgress } from "./progress-line.ts";

test("off a terminal a long step shows its rate again now and then, and every step once", () => {
  let nowMs = 1_000_000;
  let text = "";
  const { report, end } = showProgress({ write: (more) => (text += more) }, () => nowMs);
  for (let done = 1; done <= 120; done++) {
    report({ step: "audit", done, unit: "entries", subject: `${done * 1000} rows, 1000 rows/s` });
    nowMs += 100;
  }
  report({ step: "tiles", done: 1, total: 4, unit: "entries" });
  end();
  expect(text.split("\n")).toEqual([
    "audit  1000 rows, 1000 rows/s  1",
    "audit  51000 rows, 1000 rows/s  51",
    "audit  101000 rows, 1000 rows/s  101",
    "tiles  1 / 4 entries (25 %)",
    "",
  ]);
});
