import { quantileOfSorted } from "#kernel";
import { type OperatingFacts, type OperatingRows, streamNames } from "#operations";

/** Rows of all streams. */
export function rowsIn(facts: OperatingFacts | OperatingRows): number {
  return streamNames.reduce((sum, name) => sum + facts[name].length, 0);
}

/** Times of the same work done many times, in milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Of all threads of the process, on average. */
  readonly cpuMs: number;
}

/** Does some work for each of the cases, one after the other, and times it. */
export async function timeEach<Case>(
  cases: readonly Case[],
  work: (one: Case) => Promise<void>,
): Promise<Times> {
  const waits: number[] = [];
  const before = process.cpuUsage();
  for (const one of cases) {
    const startedAtMs = performance.now();
    await work(one);
    waits.push(performance.now() - startedAtMs);
  }
  const { user, system } = process.cpuUsage(before);
  waits.sort((a, b) => a - b);
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    p50: round(quantileOfSorted(waits, 0.5)),
    p99: round(quantileOfSorted(waits, 0.99)),
    most: round(waits.at(-1) ?? 0),
    cpuMs: round((user + system) / 1000 / Math.max(1, cases.length)),
  };
}
