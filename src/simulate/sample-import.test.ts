import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FileToRead, builtInMappings, readFiles, readMapping } from "#collect";
import { type SimulatedSample, simulateSample } from "./index.ts";

let root: string;
let sample: SimulatedSample;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "simulate-"));
  sample = await simulateSample({
    seed: "sample-import.test",
    enterprisesWithHistory: 120,
    applicants: 80,
    months: 36,
    endDay: "2026-10-31",
    directory: root,
    truthFile: null,
    onProgress: () => {},
  });
});

afterAll(() => rm(root, { recursive: true }));

it("is read by the reader of real files, which recognises every layout and finds just the unreadable rows", async () => {
  const files: FileToRead[] = sample.files.map(({ file }) => {
    const readings = sample.dataset.readings.find((described) => described.file === file);
    return {
      path: join(root, file),
      name: file,
      enterpriseCode: readings?.enterprise ?? null,
      mapping: readings?.mapping === undefined ? null : readMapping(join(root, readings.mapping)),
    };
  });
  const problems = files.map(() => 0);
  for await (const event of readFiles(files, builtInMappings())) {
    if (event.kind === "group") {
      for (const batch of event.group.batches) {
        problems[event.file] = (problems[event.file] ?? 0) + batch.parsed.problems.length;
      }
    }
    if (event.kind === "file") {
      const written = sample.files[event.file];
      expect(event.summary.problem, written?.file).toBeNull();
      expect(event.summary.layout, written?.file).not.toBeNull();
      expect(event.summary.rows, written?.file).toBe(written?.rows);
    }
  }
  expect(problems).toEqual(sample.files.map(({ flaws }) => flaws.unreadable));
});
