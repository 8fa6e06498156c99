import type { DataClass } from "#consent";
import {
  type AssetFacts,
  type AssetHour,
  catalogue,
  type EnterpriseFacts,
  emptyTrade,
  type IndicatorDefinition,
  type IndicatorValue,
} from "#indicators";
import type { IndicatorValues } from "./indicator-sample.ts";

/**
 * Asks which data classes of each enterprise may be read for a credit evaluation, and records the reads; an enterprise
 * that is absent from the answer, or has no class, has no basis at all.
 */
export type AskPermitted = (
  enterpriseIds: readonly string[],
) => Promise<ReadonlyMap<string, ReadonlySet<DataClass>>>;

/** The facts without those of classes that may not be read: the evaluation runs as if they had never come. */
export function keepPermitted(facts: EnterpriseFacts, classes: ReadonlySet<DataClass>): EnterpriseFacts {
  const trade = classes.has("invoice") ? {} : { sales: emptyTrade(), purchases: emptyTrade() };
  const assets = facts.assets.flatMap((asset) => keepAsset(asset, classes));
  return { ...facts, ...trade, assets };
}

/** The values, where a missing one whose data may not be read says so instead of "no data". */
export function explainMissing(values: IndicatorValues, classes: ReadonlySet<DataClass>): IndicatorValues {
  const explained = new Map<string, IndicatorValue>(values);
  for (const definition of catalogue) {
    const isPermitted = classesOfIndicator(definition).every((dataClass) => classes.has(dataClass));
    if (!isPermitted && explained.get(definition.id)?.value === null) {
      explained.set(definition.id, { value: null, missingReason: "notPermitted" });
    }
  }
  return explained;
}

/** The data classes that indicators read. */
export const indicatorClasses = ["invoice", "energy", "machine"] as const;

/** The data classes that an indicator reads. */
export function classesOfIndicator({
  dataClasses,
}: Pick<IndicatorDefinition, "dataClasses">): readonly DataClass[] {
  return dataClasses;
}

function keepAsset(asset: AssetFacts, classes: ReadonlySet<DataClass>): readonly AssetFacts[] {
  if (classes.has("machine") && classes.has("energy")) return [asset];
  const hours = asset.hours
    .map((hour) => ({
      ...hour,
      ...(classes.has("machine") ? {} : noMachine),
      ...(classes.has("energy") ? {} : noEnergy),
    }))
    .filter(hasSomething);
  const counts = classes.has("machine") ? {} : noCounts;
  const isEmpty = hours.length === 0 && (!classes.has("machine") || asset.producedCount === 0n);
  return isEmpty ? [] : [{ ...asset, ...counts, hours }];
}

const noMachine = { runMs: 0, manualMs: 0, idleMs: 0, alarmMs: 0, producedCount: 0 } as const;
const noEnergy = { meteredMs: 0, energyWattMs: 0n } as const;
const noCounts = {
  producedCount: 0n,
  goodCount: 0n,
  rejectCount: 0n,
  scrapCount: 0n,
  countsGood: false,
  countsRejects: false,
  bestItemMs: null,
} as const;

function hasSomething(hour: AssetHour): boolean {
  const { runMs, manualMs, idleMs, alarmMs, meteredMs, producedCount, energyWattMs } = hour;
  return runMs + manualMs + idleMs + alarmMs + meteredMs + producedCount > 0 || energyWattMs !== 0n;
}
