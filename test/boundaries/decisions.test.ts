import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readSource, repositoryRoot } from "./source-files.ts";

const records = readdirSync(join(repositoryRoot, "docs/decisions")).filter(
  (file) => file.endsWith(".md") && file !== "README.md",
);

it("lists every decision record, and only records that are there", () => {
  const listed = [...readSource("docs/decisions/README.md").matchAll(/\]\(([^)]+\.md)\)/g)].map(
    (match) => match[1],
  );
  expect(listed.toSorted()).toEqual(records.toSorted());
});

it("keeps a record to a page", () => {
  for (const record of records) {
    expect(readSource(`docs/decisions/${record}`).split("\n").length, record).toBeLessThanOrEqual(80);
  }
});
