import type { LedgerHealth, LogReader } from "#ledger";
import type { Witnessing } from "./witnessing.ts";

/** What serving the logs needs. */
export interface LogServices {
  /** Name of the platform log. */
  readonly origin: string;
  /** Its verifier key, as text. */
  readonly verifierKey: string;
  readonly logs: LogReader;
  /** Whether the log takes what comes, and if not, why. */
  readonly health: () => LedgerHealth;
  /** Null where no policy names witnesses. */
  readonly witnessing: Witnessing | null;
  /** Name of the private log of an enterprise. */
  originOf(enterpriseId: string): string;
}

/** What the platform log publishes: with witnesses the newest that reached the quorum, else the newest signed one. */
export async function publishedCheckpoint({ origin, logs, witnessing }: LogServices): Promise<string | null> {
  const isNewest = witnessing === null || witnessing.state().quorum === 0;
  return await logs.checkpoint(origin, { isNewest });
}
