import type { Message } from "#kernel";
import type { StreamDataClass, StreamName } from "#operations";
import type { IndicatorContext } from "./context.ts";
import type { MissingReason } from "./missing.ts";
import type { WindowName } from "./window-names.ts";

/** The sources on which an indicator is checked: four real ones, and the operating streams of an enterprise. */
export type DataSource = "sme_invoices" | "sme_machines" | "production_log" | "steel_energy" | "operations";

/**
 * Which part of the scorecard an indicator belongs to: what machines say by themselves, what orders, goods, invoices,
 * people and meters add, what money adds, and what a bank had before any of it.
 */
export type IndicatorLayer = "device" | "ordersEnergy" | "funds" | "traditional";

/** Classes of data for which a consent is asked: those of the operating streams. */
export type IndicatorDataClass = StreamDataClass;

export type IndicatorGroup =
  | "volume"
  | "growth"
  | "stability"
  | "concentration"
  | "documentQuality"
  | "margin"
  | "machine"
  | "energy"
  | "deviceParameters"
  | "production"
  | "energyUse"
  | "orders"
  | "customers"
  | "products"
  | "capacity"
  | "stock"
  | "settlement"
  | "cash"
  | "tax"
  | "customs"
  | "registry"
  | "statements"
  | "workforce"
  | "credit"
  | "design";

/**
 * The sign a credit expert expects, before any data is seen; a scorecard may refuse a bin that contradicts it.
 * `none` where both ends can be bad, or where there is no settled opinion.
 */
export type ExpectedDirection = "higherIsBetter" | "lowerIsBetter" | "none";

/** Where a definition comes from; `own` is our own choice and is shown as such. */
export interface IndicatorOrigin {
  readonly kind: "standard" | "paper" | "practice" | "own";
  readonly citation: string;
}

/**
 * A computed value, or the reason why there is none; missing is never zero. The standard error is there where the value
 * is an estimate from few data.
 */
export type IndicatorValue =
  | { readonly value: number; readonly missingReason: null; readonly standardError?: number }
  | { readonly value: null; readonly missingReason: MissingReason };

/** Everything that a person must know to read an indicator, without the function that computes it. */
export interface IndicatorDefinition {
  /** Stable; a changed meaning gets a new version, never a new meaning under the same version. */
  readonly id: string;
  readonly version: number;
  readonly group: IndicatorGroup;
  readonly layer: IndicatorLayer;
  /** The operating streams that it reads; of those on invoices and readings alone, the streams that stand for them. */
  readonly streams: readonly StreamName[];
  /** Every class without which it has no value. */
  readonly dataClasses: readonly IndicatorDataClass[];
  readonly name: Message;
  readonly definition: Message;
  readonly formula: string;
  readonly unit:
    | "ratio"
    | "days"
    | "months"
    | "count"
    | "log10 CNY"
    | "log10 count"
    | "log ratio"
    | "kW"
    | "kWh/unit"
    | "hours"
    | "kWh/h"
    | "kWh/day"
    | "L/unit"
    | "kgce/unit"
    | "kWh/CNY"
    | "units/h"
    | "units/head-day"
    | "shifts"
    | "rank";
  /** Closed interval of possible values; null is unbounded. */
  readonly range: readonly [number | null, number | null];
  /** The stretch of time that the value covers. */
  readonly window: WindowName;
  readonly source: IndicatorOrigin;
  readonly presentOn: readonly DataSource[];
  /**
   * Whether the window is anchored at the cut-off, so that an enterprise that stopped before it is seen: such a
   * value may be the effect of an undated default instead of its cause.
   */
  readonly endOfSeries: boolean;
  /** An expert's sign, not a finding on the data. */
  readonly expectedDirection: ExpectedDirection;
}

/** A definition with its formula in code; one object, so that the two cannot drift apart. */
export interface Indicator extends IndicatorDefinition {
  readonly compute: (context: IndicatorContext) => IndicatorValue;
}

/** @param standardError  of an estimate; left out of an exact figure */
export function present(value: number, standardError?: number): IndicatorValue {
  return standardError === undefined
    ? { value, missingReason: null }
    : { value, missingReason: null, standardError };
}

export function missing(reason: MissingReason): IndicatorValue {
  return { value: null, missingReason: reason };
}
