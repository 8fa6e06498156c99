import { createIntakeStore } from "#adapters/postgres";
import type { AreaServices, IntakeServices } from "#http";
import { openIntake } from "#intake";
import type { Foundation } from "./foundation.ts";

/** Opens the way in: what is known of every collector's numbering is read from the snapshot and from the log. */
export async function composeIntake(
  { stores, record, clock, logger }: Foundation,
  { devices: { directory } }: Pick<AreaServices, "devices">,
): Promise<IntakeServices> {
  const { ledger } = stores;
  const onFailure = (cause: unknown): void =>
    logger.error({ err: cause }, "the way in failed in the background");
  const intake = await openIntake({ directory, ledger, store: createIntakeStore(record), clock, onFailure });
  return Object.assign(intake, { directory });
}
