import { defineFaults } from "#kernel";

/** Faults of the simulation: a region that cannot be made. */
export const simulateFaults = defineFaults({
  SIMULATE_SIZE_OUT_OF_RANGE: {
    kind: "badInput",
    zh: "{what} 应在 {least} 与 {most} 之间，而不是 {found}",
    en: "{what} must be between {least} and {most}, not {found}",
  },
});
