import type { Intake, IntakeEvents, LiveIntake } from "#intake";
import type { CollectorDirectory } from "#registry";

/** What the ways in and the live view need, passed in. */
export interface IntakeServices extends Intake, IntakeEvents {
  readonly live: LiveIntake;
  readonly directory: CollectorDirectory;
}
