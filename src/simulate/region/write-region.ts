import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve, isAbsolute } from "node:path";
import { setImmediate } from "node:timers/promises";
import { addMonths, type ReportProgress } from "#kernel";
import { simulateFaults } from "../errors.ts";
import { openDeliveryFiles } from "./delivery-files.ts";
import { regionFileNames, type RegionManifest, regionManifestFile } from "./region-files.ts";
import { regionParametersVersion } from "./region-parameters.ts";
import { planRegion } from "./region-plan.ts";
import type { RegionRequest } from "./region-request.ts";
import { summariseRegion, type RegionSummary } from "./region-summary.ts";
import { simulateEnterprise } from "./simulate-region.ts";
import { openTruthFile } from "./truth-file.ts";

/** Where a region's files go. */
export interface RegionFilesRequest extends RegionRequest {
  /** Where the files go; made when it is not there, otherwise empty. */
  readonly directory: string;
  /** Where the truth goes, outside `directory`, so that nobody scores with it; null writes none. */
  readonly truthFile: string | null;
  readonly onProgress: ReportProgress;
  readonly signal?: AbortSignal;
}

export interface WrittenRegion {
  readonly manifest: RegionManifest;
  readonly summary: RegionSummary;
}

/**
 * Writes a region: `region.json` and one folder a month with one CSV file a stream, enterprises in the order of
 * their codes; rows that come late stand in a later month's folder. The manifest is written last: a folder without
 * one is not complete.
 * @throws SIMULATE_SIZE_OUT_OF_RANGE, SIMULATE_FOLDER_NOT_EMPTY, SIMULATE_TRUTH_INSIDE
 */
export async function writeRegion(request: RegionFilesRequest): Promise<WrittenRegion> {
  const directory = resolve(request.directory);
  checkPlaces(directory, request.truthFile);
  const plan = planRegion(request);
  const { seed, months, endDay, onProgress } = request;
  const deliveries = Array.from({ length: months }, (_, month) => addMonths(plan.firstMonth, month));
  await mkdir(directory, { recursive: true });
  const files = openDeliveryFiles(directory, deliveries);
  const truth = openTruthFile(request.truthFile, seed);
  const summary = summariseRegion(request);
  const total = plan.enterprises.length;
  try {
    for (const [index, { code }] of plan.enterprises.entries()) {
      request.signal?.throwIfAborted();
      const enterprise = simulateEnterprise(plan, index);
      files.write(code, enterprise.rows);
      truth.add(enterprise.truth);
      summary.add(enterprise);
      if (index % 10 === 9 || index === total - 1) {
        onProgress({ step: "simulate", done: index + 1, total, unit: "enterprises" });
        await setImmediate();
      }
    }
  } finally {
    files.close();
    truth.close();
  }
  const manifest: RegionManifest = {
    type: "touchstone-region@1",
    simulated: true,
    parameters: regionParametersVersion,
    dataset: plan.dataset,
    seed,
    enterprises: total,
    deliveries,
    lastDay: endDay,
    files: regionFileNames,
  };
  await writeFile(join(directory, regionManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  return { manifest, summary: summary.summary() };
}

function checkPlaces(directory: string, truthFile: string | null): void {
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw simulateFaults.fault("SIMULATE_FOLDER_NOT_EMPTY", { directory });
  }
  if (truthFile === null) return;
  const inside = relative(directory, resolve(truthFile));
  if (!inside.startsWith("..") && !isAbsolute(inside)) {
    throw simulateFaults.fault("SIMULATE_TRUTH_INSIDE", { directory, file: truthFile });
  }
}
