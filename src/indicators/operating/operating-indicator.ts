import type { Message } from "#kernel";
import { classesOfStreams, type StreamName } from "#operations";
import {
  type IndicatorDefinition,
  type IndicatorGroup,
  type IndicatorLayer,
  type IndicatorOrigin,
  type IndicatorValue,
  missing,
} from "../definition.ts";
import type { MissingReason } from "../missing.ts";
import type { OperatingView } from "./operating-view.ts";

/** A definition with its formula over operating streams in code; one object, so that the two cannot drift apart. */
export interface OperatingIndicator extends IndicatorDefinition {
  readonly compute: (view: OperatingView) => IndicatorValue;
}

/** What an indicator of a family says of itself; the family says the rest. */
export interface IndicatorDraft
  extends Pick<
    IndicatorDefinition,
    "id" | "name" | "definition" | "formula" | "unit" | "range" | "window" | "expectedDirection"
  > {
  readonly streams?: readonly StreamName[];
  readonly source?: IndicatorOrigin;
  readonly layer?: IndicatorLayer;
  readonly compute: (view: OperatingView) => IndicatorValue;
}

/** What the indicators of a family share. */
interface Family {
  readonly group: IndicatorGroup;
  readonly layer: IndicatorLayer;
  /** Streams that it reads; without a row in one of them the value is missing for that stream's reason. */
  readonly streams: readonly StreamName[];
  readonly source: IndicatorOrigin;
}

/** Completes the drafts of a family, and keeps a formula from being asked where a stream that it needs has no row. */
export function defineFamily(
  family: Family,
  drafts: readonly IndicatorDraft[],
): readonly OperatingIndicator[] {
  return drafts.map((draft): OperatingIndicator => {
    const streams = draft.streams ?? family.streams;
    return {
      ...family,
      ...draft,
      version: 1,
      streams,
      dataClasses: classesOfStreams(streams),
      presentOn: ["operations"],
      endOfSeries: draft.window !== "up to T",
      compute: (view) => {
        const absent = streams.find((name) => view.facts[name].length === 0);
        return absent === undefined ? draft.compute(view) : missing(reasonOfStream[absent]);
      },
    };
  });
}

/** The same text in both languages' fields. */
export function words(zh: string, en: string): Message {
  return { zh, en };
}

export const ownChoice: IndicatorOrigin = { kind: "own", citation: "own choice" };

export function ownReason(why: string): IndicatorOrigin {
  return { kind: "own", citation: `own choice: ${why}` };
}

export function iso22400(what: string): IndicatorOrigin {
  return { kind: "standard", citation: `ISO 22400-2:2014, ${what}` };
}

const reasonOfStream: { readonly [Name in StreamName]: MissingReason } = {
  masters: "noMaster",
  twins: "noTwins",
  machineDays: "noMachineDays",
  meterDays: "noMeterDays",
  collectorDays: "noCollectorDays",
  orders: "noOrders",
  movements: "noMovements",
  services: "noServices",
  invoices: "noInvoices",
  payments: "noPayments",
  stock: "noStock",
  workforce: "noWorkforce",
  declared: "noDeclared",
  customs: "noCustoms",
  registers: "noRegisters",
  loans: "noLoans",
  designs: "noDesigns",
};
