import { expect, it } from "vitest";
import { readSource, sourceFilesUnder } from "./source-files.ts";

/** Look again at the first, split before the second. */
const lookAgainLines = 250;
const mostLines = 400;

const lengths = ["src", "test", "bench", "web/src"]
  .flatMap((folder) => {
    try {
      return sourceFilesUnder(folder);
    } catch {
      return [];
    }
  })
  .filter((path) => !path.endsWith(".d.ts"))
  .map((path) => ({ path, lines: readSource(path).split("\n").length - 1 }))
  .sort((left, right) => right.lines - left.lines);

it(`has no file longer than ${mostLines} lines`, () => {
  const long = lengths.filter(({ lines }) => lines > lookAgainLines);
  if (long.length > 0) {
    const list = long.map(({ path, lines }) => `  ${lines} ${path}`).join("\n");
    process.stdout.write(`Files of more than ${lookAgainLines} lines, to look at again:\n${list}\n`);
  }
  expect(lengths.length).toBeGreaterThan(20);
  expect(long.filter(({ lines }) => lines > mostLines)).toEqual([]);
});

it("has a median file of at most 150 lines", () => {
  expect(lengths[Math.floor(lengths.length / 2)]?.lines).toBeLessThanOrEqual(150);
});
