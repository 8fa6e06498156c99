import type { Mapping } from "#collect";
import { builtInMappings } from "#collect";
import type { BusinessDay } from "#kernel";

/** The file that says of a folder what it holds, and that it is simulated. */
export const datasetFile = "dataset.json";

/** What is read by machines and meters. */
export type ReadingKind = "machines" | "energy" | "production";

/** A file of readings in a layout that does not say whose they are. */
export interface DatasetReadings {
  readonly kind: ReadingKind;
  readonly file: string;
  /** Code of the enterprise in the lists beside it. */
  readonly enterprise: string;
}

/** `dataset.json`; paths are relative to its folder. */
export interface Dataset {
  readonly version: "dataset@1";
  readonly simulated: boolean;
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly seed: string;
  readonly endDay: BusinessDay;
  readonly readings: readonly NamedFile[];
}

/** A file and whose it is. */
export interface NamedFile {
  readonly file: string;
  readonly enterprise: string;
  /** The mapping file by which it is read; left out where its header tells. */
  readonly mapping?: string;
}

export function describeDataset(dataset: {
  readonly name: string;
  readonly seed: string;
  readonly endDay: BusinessDay;
  readonly readings: readonly NamedFile[];
}): Dataset {
  return {
    version: "dataset@1",
    simulated: true,
    name: dataset.name,
    zh: "模拟数据：其中的企业、发票和读数均为虚构",
    en: "Simulated data: enterprises, invoices and readings are invented",
    seed: dataset.seed,
    endDay: dataset.endDay,
    readings: dataset.readings,
  };
}

export function mappingFileOf(kind: ReadingKind): string {
  return `mappings/simulated-${kind}.json`;
}

/** The built-in layouts with the simulated region's zone, by kind. */
export function simulatedMappings(): ReadonlyMap<ReadingKind, Mapping> {
  const builtIn = builtInMappings();
  return new Map(
    Object.entries(layoutOfKind).map(([kind, id]) => {
      const mapping = builtIn.find((candidate) => candidate.id === id);
      if (mapping?.mapping !== "touchstone-readings@1") throw new Error(`There is no built-in layout ${id}`);
      const time = { ...mapping.time, zone: "Asia/Shanghai" };
      return [kind as ReadingKind, { ...mapping, id: `simulated-${kind}`, time }];
    }),
  );
}

/** The collecting room's names of the layouts. */
const layoutOfKind = {
  machines: "sme-machines",
  energy: "steel-energy",
  production: "production-log",
} as const satisfies Record<ReadingKind, string>;
