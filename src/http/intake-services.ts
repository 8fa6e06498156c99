import type { Intake, IntakeEvents, LiveIntake } from "#intake";
import type { Clock } from "#kernel";
import type { CollectorDirectory } from "#registry";

/** What the ways in and the live view need, passed in. */
export interface IntakeServices extends Intake, IntakeEvents {
  readonly live: LiveIntake;
  readonly directory: CollectorDirectory;
}

/** What the routes of devices need; all routes have more. */
export interface IntakeHouse {
  readonly areas: { readonly intake: IntakeServices };
  readonly clock: Clock;
}
