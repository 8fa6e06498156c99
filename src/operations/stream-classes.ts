import type { StreamName } from "./rows.ts";

/** Classes of data for which a consent is asked; the words are those of the consent room. */
export type StreamDataClass =
  | "invoice"
  | "statement"
  | "businessDocument"
  | "energy"
  | "machine"
  | "registry"
  | "loan";

/**
 * The class that a consent must name before a stream may be read: what filters reads on the server, what an indicator
 * says it needs and what a stored row counts as are all this one map. Of the twins, meters are of the class `energy`.
 */
export const streamClasses: { readonly [Name in StreamName]: StreamDataClass } = {
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
  declared: "businessDocument",
  customs: "businessDocument",
  registers: "registry",
  loans: "loan",
  designs: "businessDocument",
};

/** The classes that reading these streams needs, each once. */
export function classesOfStreams(streams: readonly StreamName[]): readonly StreamDataClass[] {
  return [...new Set(streams.map((name) => streamClasses[name]))];
}
