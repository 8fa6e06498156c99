import type { BusinessDay } from "#kernel";
import { simulateFaults } from "../errors.ts";

/** What region to simulate: the same request gives the same rows on every machine. */
export interface RegionRequest {
  readonly seed: string;
  /** 20 to 20,000. */
  readonly enterprises: number;
  /** Months of history, 6 to 60; the last one is that of `endDay`. */
  readonly months: number;
  /** Last day of the data. */
  readonly endDay: BusinessDay;
  /**
   * So many enterprises of each fraud and of each sensor fault, to measure detection by type; left out, the natural
   * shares (3 % and 6 %).
   */
  readonly stratifiedPerKind?: number;
  /**
   * A world that knows no lunar new year: nobody stops, orders go on, the holiday's days are worked like others. Only for
   * asking what the standstill causes; no command offers it.
   */
  readonly isWithoutNewYear?: boolean;
}

/** Name of the data set whose codes the region's enterprises carry: `enterpriseIdOf({scheme: "dataset:<name>", …})`. */
export function regionDatasetOf({ seed, enterprises }: RegionRequest): string {
  return `simulated-region-${seed}-${enterprises}`;
}

const bounds = { enterprises: [20, 20_000], months: [6, 60] } as const;

/** @throws SIMULATE_SIZE_OUT_OF_RANGE */
export function checkRegionRequest(request: RegionRequest): void {
  for (const what of ["enterprises", "months"] as const) {
    const [least, most] = bounds[what];
    const found = request[what];
    if (!Number.isInteger(found) || found < least || found > most) {
      throw simulateFaults.fault("SIMULATE_SIZE_OUT_OF_RANGE", { what, least, most, found });
    }
  }
}
