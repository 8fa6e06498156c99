import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { BusinessDay, Clock } from "#kernel";
import type { SimulatedPilot } from "#simulate";
import type { PlatformAddress } from "../plants/collector-configuration.ts";
import type { PilotCast } from "./pilot-cast.ts";
import type { StoryJournal } from "./story-journal.ts";
import type { StoryPerson } from "./story-person.ts";

/** What a step of the story works on. */
export interface Story {
  readonly cast: PilotCast;
  readonly pilot: SimulatedPilot;
  /** Where the pilot's files are. */
  readonly directory: string;
  /** The server's data directory. */
  readonly folder: string;
  /** Where the server listens. */
  readonly address: PlatformAddress;
  readonly clock: Clock;
  /** The account of an enterprise party's owner. */
  readonly ownersOf: (partyId: string) => Promise<string | null>;
  /** The owner of an enterprise's own party, signed in; null where there is none. */
  readonly signInOwner: (partyId: string) => Promise<StoryPerson | null>;
  readonly signal: AbortSignal;
  /** Work that is begun anew unless all of it was done. */
  readonly once: StoryJournal["once"];
  readonly today: BusinessDay;
}

const registerSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      dataset: z.string(),
      ownPartyId: z.string().nullable(),
    }),
  ),
});

/** The enterprises of the pilot as the register has them. */
export async function registeredOf({ cast, pilot }: Story) {
  const { items } = registerSchema.parse(await cast.accountManager.get("/v1/enterprises"));
  return items.filter(({ dataset }) => dataset === pilot.dataset);
}

const jobSchema = z.object({ state: z.string(), problem: z.object({ en: z.string() }).nullable() });
const pollMs = 300;

/** Waits until a job succeeded. @throws when it ended otherwise, or the signal's reason */
export async function jobEnd(person: StoryPerson, jobId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const job = jobSchema.parse(await person.get(`/v1/jobs/${jobId}`));
    if (job.state === "succeeded") return;
    if (job.state !== "queued" && job.state !== "running") {
      throw new Error(`job ${jobId} ${job.state}: ${job.problem?.en ?? ""}`);
    }
    await wait(pollMs, undefined, { signal });
  }
}
