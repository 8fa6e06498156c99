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
  /** Of all enterprises of the part, to make their data. */
  readonly simulateMs: number;
  /** From rows to facts as of the last day, and from facts to all indicators. */
  readonly factsMs: readonly number[];
  readonly indicatorsMs: readonly number[];
  /** Values found, and those asked for. */
  readonly present: number;
  readonly asked: number;
}

const everythingKnown = Number.MAX_SAFE_INTEGER;
const progressEvery = 20;

/** Simulates enterprises one after another, and computes all indicators of each; only times are kept. */
export function computePart(
  { request, from, step }: RegionPart,
  onProgress: (done: number) => void = () => undefined,
): PartTimes {
  const plan = planRegion(request);
  const factsMs: number[] = [];
  const indicatorsMs: number[] = [];
  let [rows, present, simulateMs] = [0, 0, 0];
  for (let index = from; index < request.enterprises; index += step) {
    const begunAtMs = threadMs();
    const enterprise = simulateEnterprise(plan, index);
    for (const stream of Object.values(enterprise.rows)) rows += stream.length;
    const startedAtMs = threadMs();
    simulateMs += startedAtMs - begunAtMs;
    const facts = operatingFactsOf(enterprise.rows, request.endDay, everythingKnown);
    const factsAtMs = threadMs();
    const values = computeIndicators(enterpriseFactsOf(facts), request.endDay, defaultPlan, facts);
    factsMs.push(factsAtMs - startedAtMs);
    indicatorsMs.push(threadMs() - factsAtMs);
    present += countPresent(values);
    if (factsMs.length % progressEvery === 0) onProgress(factsMs.length);
  }
  const asked = indicatorsMs.length * catalogue.length;
  return { rows, simulateMs, factsMs, indicatorsMs, present, asked };
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
