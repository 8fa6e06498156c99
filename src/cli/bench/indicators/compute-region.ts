import {
  type IndicatorValue,
  catalogue,
  computeIndicators,
  defaultPlan,
  enterpriseFactsOf,
} from "#indicators";
import { operatingFactsOf } from "#operations";
import { type RegionRequest, planRegion, simulateEnterprise } from "#simulate";

/** A part of a region: every so many-th enterprise from an offset. */
export interface RegionPart {
  readonly request: RegionRequest;
  readonly from: number;
  readonly step: number;
}

/** Processor time of each enterprise of a part, in order, simulation left out. */
export interface PartTimes {
  readonly rows: number;
  /** From rows to facts as of the last day, and from facts to all indicators. */
  readonly factsMs: readonly number[];
  readonly indicatorsMs: readonly number[];
  /** Values found, and those asked for. */
  readonly present: number;
  readonly asked: number;
}

const everythingKnown = Number.MAX_SAFE_INTEGER;

/** Simulates enterprises one after another, and computes all indicators of each. */
export function computePart({ request, from, step }: RegionPart): PartTimes {
  const plan = planRegion(request);
  const factsMs: number[] = [];
  const indicatorsMs: number[] = [];
  let [rows, present] = [0, 0];
  for (let index = from; index < request.enterprises; index += step) {
    const enterprise = simulateEnterprise(plan, index);
    for (const stream of Object.values(enterprise.rows)) rows += stream.length;
    const startedAtMs = threadMs();
    const facts = operatingFactsOf(enterprise.rows, request.endDay, everythingKnown);
    const factsAtMs = threadMs();
    const values = computeIndicators(enterpriseFactsOf(facts), request.endDay, defaultPlan, facts);
    factsMs.push(factsAtMs - startedAtMs);
    indicatorsMs.push(threadMs() - factsAtMs);
    present += countPresent(values);
  }
  return { rows, factsMs, indicatorsMs, present, asked: indicatorsMs.length * catalogue.length };
}

/** Processor time of this thread alone, so that other work on the machine does not count. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function countPresent(values: ReadonlyMap<string, IndicatorValue>): number {
  let present = 0;
  for (const { value } of values.values()) if (value !== null) present++;
  return present;
}
