import { type BusinessDay, dayNumberOf } from "#kernel";
import {
  type DayNumber,
  type MachineDay,
  type MeterDay,
  type OperatingFacts,
  type OperatingRows,
  type StreamName,
  operatingFactsOf,
  emptyRows,
  streamNames,
} from "#operations";
import { computeIndicators } from "../catalogue.ts";
import type { IndicatorValue } from "../definition.ts";
import { enterpriseFactsOf } from "../operating/enterprise-facts.ts";
import { type ProductionPlan, defaultPlan } from "../parameters.ts";
import { type ReadAsset, machineDayOf, meterDayOf } from "./asset-days.ts";
import { DayCells } from "./day-cells.ts";
import { KnownRows } from "./known-rows.ts";
import type { ReadingBlock } from "./reading-block.ts";

/**
 * Keeps what is needed for the indicators of many enterprises as data arrive: exact sums of readings by asset, day and
 * leaf, and rows of documents. Asked for any T and N it gives what a batch over all data known at N up to T gives, to
 * the bit, in whatever order and pieces the data came; so a late reading changes what is asked as of a later N, and
 * nothing that was asked before.
 */
export interface IncrementalIndicators {
  /** The number under which readings of an asset are given; the same asset of the same enterprise gets the same one. */
  readonly numberOf: (enterpriseId: string, asset: ReadAsset) => number;
  /** @returns how many readings were left out: a state without an end, or a value that is no count */
  readonly takeReadings: (block: ReadingBlock) => number;
  readonly takeRows: (enterpriseId: string, rows: Partial<OperatingRows>) => void;
  /** Enterprises whose data came since this was last asked. */
  readonly takeTouched: () => readonly string[];
  readonly factsOf: (enterpriseId: string, asOf: BusinessDay, knownAt: number) => OperatingFacts;
  readonly valuesOf: (
    enterpriseId: string,
    asOf: BusinessDay,
    knownAt: number,
    plan?: ProductionPlan,
  ) => ReadonlyMap<string, IndicatorValue>;
}

interface KnownEnterprise {
  readonly assets: Map<string, { readonly number: number; readonly asset: ReadAsset }>;
  readonly rows: Map<StreamName, KnownRows>;
}

/** An engine that knows nothing yet. */
export function createIncrementalIndicators(): IncrementalIndicators {
  const cells = new DayCells();
  const enterprises = new Map<string, KnownEnterprise>();
  const owners: string[] = [];
  const touched = new Set<string>();
  const enterpriseOf = (id: string): KnownEnterprise => {
    const known = enterprises.get(id) ?? { assets: new Map(), rows: new Map() };
    enterprises.set(id, known);
    return known;
  };
  const factsOf = (id: string, asOf: BusinessDay, knownAt: number): OperatingFacts =>
    factsFrom(enterprises.get(id), cells, { asOf, knownAt });
  return {
    numberOf: (id, asset) => {
      const { assets } = enterpriseOf(id);
      const number = assets.get(asset.asset)?.number ?? owners.push(id) - 1;
      assets.set(asset.asset, { number, asset });
      return number;
    },
    takeReadings: (block) => {
      let last = -1;
      for (let at = 0; at < block.length; at++) {
        const asset = block.assets[at] as number;
        if (asset === last) continue;
        last = asset;
        const owner = owners[asset];
        if (owner === undefined) throw new RangeError(`asset ${asset} of ${owners.length}`);
        touched.add(owner);
      }
      return cells.add(block);
    },
    takeRows: (id, rows) => {
      const { rows: kept } = enterpriseOf(id);
      for (const name of streamNames) {
        const given = rows[name];
        if (given === undefined || given.length === 0) continue;
        const stream = kept.get(name) ?? new KnownRows(name);
        kept.set(name, stream);
        stream.add(given);
      }
      touched.add(id);
    },
    takeTouched: () => {
      const ids = [...touched];
      touched.clear();
      return ids;
    },
    factsOf,
    valuesOf: (id, asOf, knownAt, plan = defaultPlan) => {
      const operations = factsOf(id, asOf, knownAt);
      return computeIndicators(enterpriseFactsOf(operations), asOf, plan, operations);
    },
  };
}

interface Position {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
}

function factsFrom(
  enterprise: KnownEnterprise | undefined,
  cells: DayCells,
  { asOf, knownAt }: Position,
): OperatingFacts {
  const lastDay = dayNumberOf(asOf);
  const facts = Object.fromEntries(
    streamNames.map((name) => [name, enterprise?.rows.get(name)?.upTo(lastDay, knownAt) ?? []]),
  ) as unknown as OperatingRows;
  const sensed = enterprise === undefined ? noDays : sensedDays(enterprise, cells, lastDay, knownAt);
  // Days that came as rows and days that came as readings are parts of the same days: the contract's own sum joins them.
  const joined = operatingFactsOf(
    {
      ...emptyRows(),
      machineDays: [...sensed.machines, ...facts.machineDays].map(seen),
      meterDays: [...sensed.meters, ...facts.meterDays].map(seen),
    },
    asOf,
    1,
  );
  const { machineDays, meterDays } = joined;
  return { ...facts, asOf, knownAt, machineDays, meterDays };
}

const noDays: SensedDays = { machines: [], meters: [] };

interface SensedDays {
  readonly machines: MachineDay[];
  readonly meters: MeterDay[];
}

function sensedDays(
  { assets }: KnownEnterprise,
  cells: DayCells,
  lastDay: DayNumber,
  knownAt: number,
): SensedDays {
  const machines: MachineDay[] = [];
  const meters: MeterDay[] = [];
  for (const { number, asset } of assets.values()) {
    const days = cells.daysOf(number);
    if (days === null) continue;
    for (let day = days.from; day <= Math.min(days.to, lastDay); day++) {
      const sums = cells.read(number, day, knownAt);
      if (sums === null) continue;
      if (asset.kind === "machine") machines.push(machineDayOf(asset, day, sums));
      else meters.push(meterDayOf(asset, asset.medium, day, sums));
    }
  }
  return { machines, meters };
}

function seen<Row>(row: Row): Row & { readonly platformIndex: number } {
  return { ...row, platformIndex: 0 };
}
