import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readConfiguration } from "./configuration.ts";
import { writeStarterConfiguration } from "./starter-configuration.ts";

it("begins a configuration that can be read, and leaves one that is there as it is", () => {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-starter-"));
  const file = join(folder, "collector.json");
  expect(writeStarterConfiguration(file, "https://platform.example")).toBe(true);
  const read = readConfiguration(file, {});
  expect(read).toMatchObject({ kind: "read", configuration: { servers: ["https://platform.example"] } });
  writeFileSync(file, "{}");
  expect(writeStarterConfiguration(file, "https://other.example")).toBe(false);
  expect(readFileSync(file, "utf8")).toBe("{}");
  rmSync(folder, { recursive: true });
});
