import type pino from "pino";
import type { Clock } from "#kernel";
import type { PlatformAddress } from "../plants/collector-configuration.ts";
import type { Stage } from "./pilot-cast.ts";
import { hasTour } from "./tour.ts";

/**
 * Plays the simulated pilot beside the server's work, then lets its plants run for as long as the server does.
 * @returns what stops it: resolves when nothing of it runs any more
 */
export function startPilot(
  stage: Stage,
  options: {
    readonly folder: string;
    readonly address: PlatformAddress;
    readonly clock: Clock;
    readonly logger: pino.Logger;
    /** What is begun when the story has been told: it would keep its people waiting. */
    readonly afterwards: () => Promise<void>;
  },
): () => Promise<void> {
  const { folder, address, clock, logger, afterwards } = options;
  const abort = new AbortController();
  const play = async (): Promise<void> => {
    if (hasTour(folder)) return;
    try {
      // Loaded here, so that the page is there sooner.
      const { playPilot } = await import("./pilot-story.ts");
      await playPilot(stage, { folder, address, clock, signal: abort.signal });
      logger.info("the simulated pilot is complete");
    } catch (cause) {
      if (!abort.signal.aborted) logger.error({ err: cause }, "the simulated pilot stopped");
    }
  };
  const goOn = async (): Promise<void> => {
    await play();
    if (abort.signal.aborted) return;
    try {
      await afterwards();
    } catch (cause) {
      if (!abort.signal.aborted) logger.error({ err: cause }, "the simulated region could not be begun");
    }
    const { runPlants } = await import("./plants/start-plants.ts");
    await runPlants({ directory: folder, address, clock, logger, signal: abort.signal });
  };
  const played = goOn();
  return async () => {
    abort.abort();
    await played;
  };
}
