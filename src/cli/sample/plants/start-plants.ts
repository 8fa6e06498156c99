import { existsSync } from "node:fs";
import { join } from "node:path";
import type pino from "pino";
import type { Clock } from "#kernel";
import type { PlatformAddress } from "../../plants/collector-configuration.ts";
import { type ConnectedPlant, type PlantFolder, plantFolder } from "../../plants/plant-files.ts";
import { runPlant } from "../../plants/run-plant.ts";
import { samplePlants } from "./plant-list.ts";

const writeEveryMs = 10_000;

/** The folder of a plant of the sample below a data directory. */
export function samplePlantFolder(directory: string, plant: ConnectedPlant): PlantFolder {
  return plantFolder(join(directory, "simulated-plants"), plant);
}

/**
 * Goes on with the simulated plants: each writes its minutes, and its collector reads, signs and sends them to this
 * server over its own address. What was missed while the server was off is written first.
 * @returns when the signal is aborted and everything is closed
 */
export async function runPlants(options: {
  readonly directory: string;
  readonly address: PlatformAddress;
  readonly clock: Clock;
  readonly logger: pino.Logger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { directory, address, clock, signal, logger } = options;
  const running = samplePlants.map(async (sample) => {
    const folder = samplePlantFolder(directory, sample);
    if (!existsSync(folder.written)) return;
    await runPlant(sample, folder, { address, clock, everyMs: writeEveryMs, signal });
  });
  for (const outcome of await Promise.allSettled(running)) {
    if (outcome.status === "rejected" && !signal.aborted) {
      logger.error({ err: outcome.reason as unknown }, "a simulated plant stopped");
    }
  }
}
