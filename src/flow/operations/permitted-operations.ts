import type { DataClass } from "#consent";
import type { OperatingFacts, StreamName } from "#operations";

/** The class of data that each stream is; machines with their own meters are of two. */
export const classOfStream: Readonly<Record<StreamName, DataClass>> = {
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

/**
 * The facts without those of classes that may not be read: whoever works with them works as if the others had never come.
 * What a machine's own meter counted is energy, and a meter is known by its own class.
 */
export function keepPermittedOperations(
  facts: OperatingFacts,
  classes: ReadonlySet<DataClass>,
): OperatingFacts {
  const kept: Record<string, unknown> = { ...facts };
  for (const stream of Object.keys(classOfStream) as StreamName[]) {
    if (!classes.has(classOfStream[stream])) kept[stream] = [];
  }
  const permitted = kept as unknown as OperatingFacts;
  return {
    ...permitted,
    twins: facts.twins.filter(({ kind }) => classes.has(kind === "machine" ? "machine" : "energy")),
    machineDays: classes.has("energy")
      ? permitted.machineDays
      : permitted.machineDays.map((day) => (day.energyWh === null ? day : { ...day, energyWh: null })),
  };
}
