import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ICruiseResult, cruise } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roomRules } from "./room-rules.ts";
import { rooms } from "./rooms.ts";
import { repositoryRoot, sourceFilesUnder } from "./source-files.ts";

let result: ICruiseResult;

beforeAll(async () => {
  result = await cruiseHouse(repositoryRoot);
});

describe("the order of the rooms", () => {
  it("was checked on every module: as many as there are files", () => {
    const read = result.modules
      .map((module) => module.source)
      .filter((source) => source.startsWith("src/") && source.endsWith(".ts"))
      .sort();
    expect(read).toEqual(sourceFilesUnder("src").filter((path) => path.endsWith(".ts")));
    expect(read.length).toBeGreaterThan(20);
  });

  it("was checked on imports: the door of the kernel is seen from other rooms", () => {
    const imports = result.modules
      .filter((module) => !module.source.startsWith("src/kernel/"))
      .flatMap((module) => module.dependencies)
      .filter((dependency) => dependency.resolved === "src/kernel/index.ts");
    expect(imports.length).toBeGreaterThan(10);
  });

  it("is kept: no upward import, no way past a door, no I/O in a pure room, no cycle", () => {
    const violations = result.summary.violations
      .filter((violation) => violation.rule.severity === "error")
      .map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
    expect(violations).toEqual([]);
  });

  it("names every room that stands in src, and no adapter stands outside a room", () => {
    const foldersIn = (folder: string): string[] =>
      readdirSync(join(repositoryRoot, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name);
    const standing = foldersIn("src").flatMap((name) =>
      name === "adapters" ? foldersIn("src/adapters").map((adapter) => `adapters/${adapter}`) : [name],
    );
    const known = rooms.map((room) => room.name);
    expect(standing.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe("every room that stands", () => {
  const standing = rooms.filter((room) => existsSync(join(repositoryRoot, "src", room.name)));

  it.each(standing.filter((room) => room.hasNoDoor !== true).map((room) => room.name))(
    "%s has a door and a README",
    (name) => {
      expect(existsSync(join(repositoryRoot, "src", name, "index.ts")), `src/${name}/index.ts`).toBe(true);
      expect(existsSync(join(repositoryRoot, "src", name, "README.md")), `src/${name}/README.md`).toBe(true);
    },
  );
});

describe("a house built wrong", () => {
  const root = mkdtempSync(join(tmpdir(), "house-"));
  afterAll(() => rmSync(root, { recursive: true }));

  const files: Record<string, string> = {
    "src/kernel/index.ts": 'import "../ledger/index.ts";\n',
    "src/seal/index.ts": 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    "src/ledger/index.ts": 'export * from "./one.ts";\n',
    "src/ledger/one.ts": 'import "./two.ts";\nimport "../adapters/files/index.ts";\n',
    "src/ledger/two.ts": 'import "./one.ts";\nimport "./nothing.ts";\n',
    "src/adapters/files/index.ts": 'import type { Word } from "../../seal/word.ts";\nexport type { Word };\n',
    "src/seal/word.ts": "export type Word = string;\n",
  };

  it("is found out, rule by rule", async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const broken = new Set((await cruiseHouse(root)).summary.violations.map(({ rule }) => rule.name));
    expect([...broken].sort()).toEqual([
      "adapters-are-chosen-in-one-place",
      "kernel-imports-no-room-below-it",
      "kernel-imports-only-itself",
      "ledger-imports-no-room-below-it",
      "ledger-imports-only-kernel-and-seal",
      "no-cycle",
      "no-unresolved-import",
      "seal-does-no-input-or-output",
      "seal-is-entered-by-its-door",
    ]);
  });
});

async function cruiseHouse(root: string): Promise<ICruiseResult> {
  const { output } = await cruise(["src"], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: roomRules() },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  });
  return output as ICruiseResult;
}
