import type { ReportProgress } from "#kernel";
import type { RegionManifest } from "./region-files.ts";
import type { RegionRequest } from "./region-request.ts";

/** Where a region's files go. */
export interface RegionFilesRequest extends RegionRequest {
  /** Where the files go; made when it is not there. */
  readonly directory: string;
  /** Where the truth goes, outside `directory`, so that nobody scores with it; null writes none. */
  readonly truthFile: string | null;
  readonly onProgress: ReportProgress;
  readonly signal?: AbortSignal;
}

/**
 * Writes a region: `region.json` and one folder a month with one CSV file a stream, enterprises in the order of
 * their codes; rows that come late stand in a later month's folder.
 * @throws SIMULATE_SIZE_OUT_OF_RANGE
 */
export async function writeRegion(request: RegionFilesRequest): Promise<{ manifest: RegionManifest }> {
  throw new Error(`to come: ${request.directory}`);
}
