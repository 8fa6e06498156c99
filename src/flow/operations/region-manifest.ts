import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { flowFaults } from "../errors.ts";

const manifestSchema = z.object({
  type: z.literal("touchstone-region@1"),
  /** Whether what follows is simulated (模拟数据). */
  simulated: z.boolean(),
  /** Names the input: enterprises of two data sets never mix. */
  dataset: z.string().min(1).max(100),
  /** Folders of the monthly deliveries, oldest first. */
  deliveries: z.array(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)).min(1),
  lastDay: z.iso.date(),
});

/** What a folder of monthly deliveries says of itself; other fields are for those who made it. */
export type DeliveredRegion = z.infer<typeof manifestSchema>;

/** Name of the file that makes a folder a region's. */
export const regionManifestFile = "region.json";

/**
 * Reads a region's own description.
 * @throws FLOW_NO_REGION saying what was expected and found
 */
export async function readRegionManifest(directory: string): Promise<DeliveredRegion> {
  const path = join(directory, regionManifestFile);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    const found = cause instanceof SyntaxError ? "no JSON" : "no such file";
    throw flowFaults.fault("FLOW_NO_REGION", { path, expected: "touchstone-region@1", found }, cause);
  }
  const read = manifestSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const found = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`;
  throw flowFaults.fault("FLOW_NO_REGION", { path, expected: "touchstone-region@1", found });
}
