import type { Message, Parameter } from "#kernel";

/** How an industry makes things, which decides what a stop means. */
export type ProductionMode = "discrete" | "batch" | "continuous";

/** What a machine is mostly connected by. */
export type ConnectionWay = "opcua" | "mqtt" | "currentClamp" | "meter" | "erp";

/** A kind of machine that most enterprises of a division have. */
export interface TypicalMachine {
  readonly kind: Message;
  /** Rated power, kW, from and to. */
  readonly ratedKw: readonly [number, number];
  readonly connection: ConnectionWay;
}

/**
 * What an enterprise of one division of GB/T 4754-2017 begins with: what to connect first, by which indicators it is
 * looked at, its calendar and norms. A starting point that an enterprise's own data replaces.
 */
export interface IndustryTemplate {
  /** Section letter and division: `C33`. */
  readonly division: string;
  readonly name: Message;
  readonly mode: ProductionMode;
  readonly machines: readonly TypicalMachine[];
  /** Ids of the indicator catalogue that tell most in this division, the first the most. */
  readonly keyIndicators: readonly string[];
  readonly calendar: {
    readonly shifts: Parameter<number>;
    /** Days of standstill around the lunar new year, from and to. */
    readonly newYearStopDays: readonly [number, number];
    /** Months of high season, 1 to 12; empty where there is none. */
    readonly peakMonths: readonly number[];
    /** Whether furnaces or lines are kept warm through the holiday. */
    readonly keepsRunning: boolean;
  };
  readonly energy: {
    /** kWh for an hour of running of one machine, from and to. */
    readonly kwhPerMachineHour: readonly [number, number];
    /** Share of the site's electricity that flows whether or not anything is made. */
    readonly baseLoadShare: Parameter<number>;
    readonly usesGas: boolean;
  };
  readonly norms: {
    /** Capacity utilisation, parts per million. */
    readonly utilisationPpm: Parameter<number>;
    /** OEE of small enterprises, from and to, parts per million. */
    readonly oeePpm: readonly [number, number];
    readonly receivableDays: readonly [number, number];
    readonly leadDays: readonly [number, number];
  };
}
