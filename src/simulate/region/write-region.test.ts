import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { streamNames } from "#operations";
import { frauds, type RegionTruth, sensorFaults } from "./region-enterprise.ts";
import { regionColumns, regionFileNames, regionHeaderOf } from "./region-files.ts";
import { writeRegion } from "./write-region.ts";

const folder = mkdtempSync(join(tmpdir(), "region-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function write(name: string, seed: string) {
  const directory = join(folder, name);
  const truthFile = join(folder, `${name}.json`);
  const request = { seed, enterprises: 20, months: 6, endDay: "2026-06-30", directory, truthFile };
  const written = await writeRegion({ ...request, onProgress: () => undefined });
  return { ...written, directory, truthFile, request };
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(directory: string): string {
  const hash = createHash("sha256");
  for (const path of filesUnder(directory)) {
    hash.update(path.slice(directory.length)).update(readFileSync(path));
  }
  return hash.digest("hex");
}

describe("a region's files", () => {
  it("are the same bytes for the same seed, and others for another", async () => {
    const [first, again, other] = [await write("a", "one"), await write("b", "one"), await write("c", "two")];
    expect(hashOf(again.directory)).toBe(hashOf(first.directory));
    expect(readFileSync(again.truthFile)).toEqual(readFileSync(first.truthFile));
    expect(hashOf(other.directory)).not.toBe(hashOf(first.directory));
  });

  it("say nothing of the truth", async () => {
    const { directory, truthFile } = await write("truthless", "three");
    const truth = JSON.parse(readFileSync(truthFile, "utf8")) as { enterprises: RegionTruth[] };
    expect(truth.enterprises).toHaveLength(20);
    expect(truth.enterprises.some(({ path }) => path !== null)).toBe(true);
    const words = [
      "default_month",
      "recoveredShock",
      "orderCollapse",
      "life_stage",
      "weakness",
      "misconduct",
    ];
    for (const path of filesUnder(directory)) {
      const text = readFileSync(path, "utf8");
      for (const word of [...words, ...frauds, ...sensorFaults]) expect(text).not.toContain(word);
    }
  });

  it("have the columns of their layout, a header each, and rows of their own month or an earlier one", async () => {
    const { directory, manifest } = await write("columns", "four");
    for (const delivery of manifest.deliveries) {
      for (const stream of streamNames) {
        const path = join(directory, delivery, regionFileNames[stream]);
        if (!filesUnder(directory).includes(path)) continue;
        const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
        expect(header).toBe(regionHeaderOf(stream));
        const columns = regionColumns[stream].map(({ name }) => String(name));
        const dayAt =
          1 + columns.indexOf(stream === "declared" ? "filedOn" : columns.includes("day") ? "day" : "onDay");
        for (const line of lines) {
          const cells = line.split(",");
          expect(cells).toHaveLength(columns.length + 1);
          expect(String(cells[dayAt]).slice(0, 7) <= delivery).toBe(true);
        }
      }
    }
  });

  it("go neither into a folder with files nor beside their own truth", async () => {
    const { request, directory } = await write("full", "five");
    const again = { ...request, onProgress: () => undefined };
    await expect(writeRegion(again)).rejects.toMatchObject({ code: "SIMULATE_FOLDER_NOT_EMPTY" });
    const inside = { ...again, directory: join(folder, "new"), truthFile: join(folder, "new", "truth.json") };
    await expect(writeRegion(inside)).rejects.toMatchObject({ code: "SIMULATE_TRUTH_INSIDE" });
    writeFileSync(join(directory, "note.txt"), "");
    await expect(writeRegion({ ...again, enterprises: 19 })).rejects.toThrow();
  });
});
