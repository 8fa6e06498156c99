import type { DataClass } from "#consent";
import {
  type OperatingFacts,
  type OperatingRows,
  type OperatingSource,
  streamClasses,
  streamNames,
} from "#operations";

/**
 * The facts without those of classes that may not be read: whoever works with them works as if the others had never come.
 * What a machine's own meter counted is energy, and a meter is known by its own class.
 */
export function keepPermittedOperations<Kept extends OperatingFacts | OperatingRows>(
  known: Kept,
  classes: ReadonlySet<DataClass>,
): Kept {
  const kept: Record<string, unknown> = { ...known };
  for (const stream of streamNames) {
    if (!classes.has(streamClasses[stream])) kept[stream] = [];
  }
  kept["twins"] = known.twins.filter(({ kind }) => classes.has(kind === "machine" ? "machine" : "energy"));
  if (classes.has("machine") && !classes.has("energy")) {
    kept["machineDays"] = known.machineDays.map((day) =>
      day.energyWh === null ? day : { ...day, energyWh: null },
    );
  }
  return kept as Kept;
}

/** A source that gives of every enterprise only what may be read of it. */
export function permittedOperations(
  source: OperatingSource,
  classesOf: (enterpriseId: string) => ReadonlySet<DataClass>,
): OperatingSource {
  return {
    loadOperations: async function* (query) {
      for await (const [id, facts] of source.loadOperations(query)) {
        yield [id, keepPermittedOperations(facts, classesOf(id))];
      }
    },
    loadRows: async function* (query) {
      for await (const [id, rows] of source.loadRows(query)) {
        yield [id, keepPermittedOperations(rows, classesOf(id))];
      }
    },
  };
}
