import type { BusinessDay, Fen } from "#kernel";
import type { DayNumber, Evidence } from "#operations";

/** What a machine or meter is worth and how it stands at the end of one day. */
export interface MachineTwin {
  readonly asset: string;
  readonly kind: "machine" | "electricityMeter" | "gasMeter" | "waterMeter" | "heatMeter";
  readonly name: string;
  readonly workCentre: string;
  readonly ratedWatt: number | null;
  readonly idealCycleMs: number | null;
  readonly inServiceOn: DayNumber | null;
  /** Of the day itself: it ran, stood with power on, stood in alarm, stood off, or nothing is known. */
  readonly state: "running" | "idle" | "alarm" | "off" | "unknown";
  readonly runMinutes: number;
  readonly idleMinutes: number;
  readonly alarmMinutes: number;
  readonly knownMinutes: number;
  readonly goodCount: number;
  readonly energyWh: number | null;
  readonly evidence: Evidence | null;
  /** The last day on which anything of it is known. */
  readonly lastSeenOn: DayNumber | null;
  readonly runMinutesSinceService: number;
  readonly grossFen: Fen | null;
  /** After straight-line depreciation with the factor of its hours. */
  readonly netFen: Fen | null;
  /** Free, or what it is pledged, leased or mortgaged as, by its owner's word or the registry of movables. */
  readonly encumbrance: string;
  readonly pledgedTo: readonly string[];
}

/** Goods of one kind, form and place at the end of one day. */
export interface GoodsTwin {
  readonly form: "raw" | "wip" | "finished";
  readonly item: string;
  readonly place: string;
  readonly quantityMilli: number;
  /** Null where neither a count nor a document gives a price. */
  readonly valueFen: Fen | null;
  /** Counted on that day or carried on from the last count by movements since. */
  readonly basis: "counted" | "carried";
  readonly countedOn: DayNumber | null;
  /** How much of the place's own stock, in value, this is; parts per million. */
  readonly spacePpm: number | null;
}

/** Goods that changed form or place on the days up to the day. */
export interface GoodsConversion {
  readonly day: DayNumber;
  readonly kind: "received" | "issued" | "produced" | "delivered" | "returned";
  readonly item: string;
  readonly quantityMilli: number;
  readonly valueFen: Fen | null;
  readonly fromForm: "outside" | "raw" | "wip" | "finished";
  readonly toForm: "outside" | "raw" | "wip" | "finished";
  readonly number: string;
  readonly place: string;
}

/** Machines and goods as they stood at the end of a day, as known at N. */
export interface EnterpriseTwin {
  readonly day: BusinessDay;
  readonly knownAt: number;
  readonly machines: readonly MachineTwin[];
  readonly goods: readonly GoodsTwin[];
  /** Of the thirty days to the day, newest first, at most 200. */
  readonly conversions: readonly GoodsConversion[];
  readonly machineNetFen: Fen;
  readonly goodsFen: Fen;
  /** The part of either that is pledged, leased or mortgaged. */
  readonly encumberedFen: Fen;
}
