import type { Clock } from "#kernel";
import type { PlantTrade } from "#simulate";
import { freePort, pushEvents } from "./business-system.ts";
import { configureCollector, type PlatformAddress } from "./collector-configuration.ts";
import { type ConnectedPlant, type PlantFolder, writeMinutes } from "./plant-files.ts";
import { runCollector } from "./run-collector.ts";

/**
 * Goes on with one plant: it writes its minutes, its business system posts what happened, and its collector reads, signs
 * and sends. What was missed while it was off is written first.
 * @returns when the signal is aborted and everything is closed; rejects when its collector gives up
 */
export async function runPlant(
  connected: ConnectedPlant & { readonly trade?: PlantTrade },
  folder: PlantFolder,
  options: {
    readonly address: PlatformAddress;
    /** Time within the plant. */
    readonly clock: Clock;
    readonly everyMs: number;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { trade } = connected;
  const eventsPort = trade === undefined ? null : await freePort();
  await configureCollector(connected, folder, { address: options.address, eventsPort });
  // Whoever stops first takes the other along.
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const writing = repeat(options.everyMs, signal, async () => {
    const nowMs = options.clock();
    await writeMinutes(connected, folder, nowMs);
    if (trade !== undefined && eventsPort !== null) {
      await pushEvents({ seed: connected.plant.seed, trade, port: eventsPort }, folder, nowMs);
    }
  });
  const collecting = runCollector(["run", "--config", folder.configuration], signal);
  try {
    await Promise.race([writing, collecting]);
  } finally {
    stop.abort();
    await Promise.allSettled([writing, collecting]);
  }
}

async function repeat(everyMs: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work();
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, everyMs);
      signal.addEventListener("abort", done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
    });
  }
}
