import type { ConnectionWay, ProductionMode } from "./industry-template.ts";

/** A machine: zh, en, kW from, kW to, connection. */
export type MachineEntry = readonly [zh: string, en: string, fromKw: number, toKw: number, by: ConnectionWay];

/** One division as the table below lists it; see `IndustryTemplate` for the meaning of each field. */
export interface DivisionEntry {
  readonly code: number;
  readonly zh: string;
  readonly en: string;
  readonly mode: ProductionMode;
  readonly machines: readonly MachineEntry[];
  readonly shifts: 1 | 2 | 3;
  readonly stopDays: readonly [number, number];
  readonly peaks: readonly number[];
  readonly kwh: readonly [number, number];
  readonly baseShare: number;
  readonly gas: boolean;
  /** Utilisation, per cent, and whether it was published (NBS, 2024) or is our own. */
  readonly use: readonly [percent: number, "published" | "own"];
  readonly oee: readonly [number, number];
  readonly terms: readonly [number, number];
  readonly lead: readonly [number, number];
}
