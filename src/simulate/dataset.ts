import type { BusinessDay } from "#kernel";

/** The file that says of a folder what it holds, and that it is simulated. */
export const datasetFile = "dataset.json";

/** A file of readings in a layout that does not say whose they are. */
export interface DatasetReadings {
  readonly kind: "machines" | "energy" | "production";
  readonly file: string;
  /** Code of the enterprise in the lists beside it. */
  readonly enterprise: string;
}

export function datasetText(dataset: {
  readonly dataset: string;
  readonly seed: string;
  readonly endDay: BusinessDay;
  readonly readings: readonly DatasetReadings[];
}): string {
  const readings = dataset.readings.map(({ kind, file, enterprise }) => ({
    file,
    layout: layoutOfKind[kind],
    enterprise,
    zone: "Asia/Shanghai",
  }));
  const described = {
    version: "dataset@1",
    simulated: true,
    name: dataset.dataset,
    zh: "模拟数据：其中的企业、发票和读数均为虚构",
    en: "Simulated data: enterprises, invoices and readings are invented",
    seed: dataset.seed,
    endDay: dataset.endDay,
    readings,
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

/** The collecting room's names of the layouts. */
const layoutOfKind = {
  machines: "sme-machines",
  energy: "steel-energy",
  production: "production-log",
} as const satisfies Record<DatasetReadings["kind"], string>;
