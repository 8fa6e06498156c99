import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type pino from "pino";
import type { Clock } from "#kernel";
import { collectorConfiguration, type PlantFolder, plantFolder, writeMinutes } from "./plant-files.ts";
import { type SamplePlant, samplePlants } from "./plant-list.ts";
import { runSampleCollector } from "./run-collector.ts";

const writeEveryMs = 10_000;

/**
 * Goes on with the simulated plants: each writes its minutes, and its collector reads, signs and sends them to this
 * server over its own address. What was missed while the server was off is written first.
 * @returns when the signal is aborted and everything is closed
 */
export async function runPlants(options: {
  readonly directory: string;
  readonly address: string;
  readonly clock: Clock;
  readonly logger: pino.Logger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { directory, signal, logger } = options;
  const running = samplePlants.map(async (sample) => {
    const folder = plantFolder(directory, sample);
    if (!existsSync(folder.written)) return;
    await pointTo(options.address, sample, folder);
    const writing = keepWriting(sample, folder, options);
    await runSampleCollector(["run", "--config", folder.configuration], signal);
    await writing;
  });
  for (const { status, reason } of (await Promise.allSettled(running)).map(outcomeOf)) {
    if (status === "rejected" && !signal.aborted) logger.error({ err: reason }, "a simulated plant stopped");
  }
}

function outcomeOf(result: PromiseSettledResult<void>) {
  return { status: result.status, reason: result.status === "rejected" ? (result.reason as unknown) : null };
}

/** The server may listen on another port than at the last start. */
async function pointTo(address: string, sample: SamplePlant, folder: PlantFolder): Promise<void> {
  const wanted = collectorConfiguration(sample, folder, address);
  if ((await readFile(folder.configuration, "utf8")) !== wanted)
    await writeFile(folder.configuration, wanted);
}

async function keepWriting(
  sample: SamplePlant,
  folder: PlantFolder,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await writeMinutes(sample, folder, clock());
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, writeEveryMs);
      signal.addEventListener("abort", done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
    });
  }
}
