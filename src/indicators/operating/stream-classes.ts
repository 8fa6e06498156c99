import type { StreamName } from "#operations";
import type { IndicatorDataClass } from "../definition.ts";

/** The class of data that a consent must name before a stream may be read. */
export const streamClasses: { readonly [Name in StreamName]: IndicatorDataClass } = {
  masters: "registry",
  twins: "machine",
  machineDays: "machine",
  meterDays: "energy",
  collectorDays: "machine",
  orders: "businessDocument",
  movements: "businessDocument",
  services: "businessDocument",
  invoices: "invoice",
  payments: "statement",
  stock: "businessDocument",
  workforce: "businessDocument",
  declared: "registry",
  customs: "registry",
  registers: "registry",
  loans: "loan",
  designs: "businessDocument",
};

/** The classes that reading these streams needs, each once. */
export function classesOfStreams(streams: readonly StreamName[]): readonly IndicatorDataClass[] {
  return [...new Set(streams.map((name) => streamClasses[name]))];
}
