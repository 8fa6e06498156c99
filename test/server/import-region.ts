import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { importDeliveries } from "#flow";
import { type RegionRequest, writeRegion } from "#simulate";
import { openStores } from "../../src/cli/open-stores.ts";

/** Writes a simulated region and brings its deliveries into a data directory, as its bank's own imports. */
export async function importRegion(directory: string, region: RegionRequest): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "touchstone-region-"));
  try {
    const files = path.join(folder, "region");
    await writeRegion({ ...region, directory: files, truthFile: null, onProgress: () => undefined });
    const stores = await openStores(directory, { clock: () => Date.now() });
    try {
      await importDeliveries({ ...stores, clock: () => Date.now() }, { directory: files });
    } finally {
      await stores.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
