import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Message, parameterNamesOf } from "#kernel";
import { collectFaults, errorsDocument } from "./errors-document.ts";
import { readSource, repositoryRoot, sourceFilesUnder } from "./source-files.ts";

const faults = await collectFaults();

describe("error codes", () => {
  it("are all on the reference page, and no others (npm run write:errors makes it anew)", () => {
    expect(readSource("docs/errors.md")).toBe(errorsDocument(faults));
  });

  it("come from every errors.ts that stands", () => {
    const standing = sourceFilesUnder("src").filter((path) => path.endsWith("/errors.ts"));
    expect(new Set(faults.map((fault) => `src/${fault.room}/errors.ts`))).toEqual(new Set(standing));
  });

  it("are each declared once, and share one prefix in a room", () => {
    const codes = faults.map((fault) => fault.code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    for (const { code } of faults) expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/);
    const prefixes = new Map<string, Set<string>>();
    for (const { room, code } of faults) {
      const prefix = code.slice(0, code.indexOf("_"));
      prefixes.set(room, (prefixes.get(room) ?? new Set()).add(prefix));
    }
    for (const [room, found] of prefixes) expect([...found], `prefixes of ${room}`).toHaveLength(1);
  });

  it.each(faults.map((fault) => [fault.code, fault] as const))(
    "%s has a sentence in both languages with the same parameters",
    (_, fault) => expectBothLanguages(fault),
  );
});

describe("message catalogues", async () => {
  const messages: [string, Message][] = [];
  for (const path of sourceFilesUnder("src").filter((name) => /messages?\.ts$/.test(name))) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(repositoryRoot, path)).href);
    for (const exported of Object.values(module)) {
      if (typeof exported !== "object" || exported === null || !("messages" in exported)) continue;
      const catalogue = exported.messages as Record<string, Message>;
      for (const [key, message] of Object.entries(catalogue)) messages.push([`${path} ${key}`, message]);
    }
  }

  it("speak both languages with the same parameters", () => {
    for (const [, message] of messages) expectBothLanguages(message);
  });
});

function expectBothLanguages(message: Message): void {
  expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(message.en).not.toMatch(/[\u4e00-\u9fff]/);
  expect(message.en.trim()).not.toBe("");
  expect(parameterNamesOf(message.zh)).toEqual(parameterNamesOf(message.en));
}
