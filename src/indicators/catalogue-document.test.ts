import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { writeCatalogueDocument } from "./catalogue-document.ts";

const page = new URL("../../docs/indicators.md", import.meta.url);

it("docs/indicators.md is what the code says", () => {
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, writeCatalogueDocument());
  expect(readFileSync(page, "utf8")).toBe(writeCatalogueDocument());
});
