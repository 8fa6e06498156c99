import { closeSync, openSync, writeSync } from "node:fs";
import type { RegionTruth } from "./region-enterprise.ts";
import { regionParametersVersion } from "./region-parameters.ts";

/** The truth of a region as one JSON document, written enterprise by enterprise. */
export interface TruthFile {
  add(truth: RegionTruth): void;
  close(): void;
}

/** Opens the file of the truth; null keeps none. */
export function openTruthFile(path: string | null, seed: string): TruthFile {
  if (path === null) return { add: () => undefined, close: () => undefined };
  const descriptor = openSync(path, "w");
  let separator = "";
  writeSync(
    descriptor,
    `{"version":${JSON.stringify(regionParametersVersion)},"simulated":true,"seed":${JSON.stringify(seed)},"enterprises":[`,
  );
  return {
    add: (truth) => {
      writeSync(descriptor, `${separator}\n${JSON.stringify(truth)}`);
      separator = ",";
    },
    close: () => {
      writeSync(descriptor, "\n]}\n");
      closeSync(descriptor);
    },
  };
}
