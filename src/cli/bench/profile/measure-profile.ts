import { deepStrictEqual } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, type BusinessDay } from "#kernel";
import { openObservations, openOperatingSource } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import { type ImportedDelivery, importDeliveries } from "#flow";
import { computeIndicators, enterpriseFactsOf } from "#indicators";
import { type OperatingFacts, operatingFactsOf, type OperatingSource } from "#operations";
import { enterpriseIdOf } from "#registry";
import { planRegion, type RegionPlan, type RegionRequest, simulateEnterprise, writeRegion } from "#simulate";
import { openDuckDb } from "./duckdb-peer.ts";
import { readBySql } from "./plain-sql.ts";
import { rowsIn, timeEach, type Times } from "./row-counts.ts";

export interface ProfileStudyRequest extends RegionRequest {
  /** How many profiles are loaded, each of a random enterprise as of a random day. */
  readonly loads: number;
  /** Where the region and the store go while it runs. */
  readonly parent?: string;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface ProfileStudy {
  readonly region: { readonly enterprises: number; readonly months: number; readonly rows: number };
  readonly import: { readonly seconds: number; readonly cpuSeconds: number; readonly rowsPerSecond: number };
  /** Enterprises whose facts were compared with the oracle's, each as of several T and N, before anything was timed. */
  readonly checked: number;
  readonly loads: number;
  readonly meanRows: number;
  readonly indicators: number;
  /** Facts of one enterprise as of T and N; the indicators computed from facts in memory; and both together. */
  readonly facts: Times;
  readonly compute: Times;
  readonly profile: Times;
  /** The same rows as plain objects: nothing summed, nothing computed. */
  readonly plainSql: Times;
  readonly duckDb: (Times & { readonly version: string; readonly loadSeconds: number }) | null;
  /** All enterprises in one pass. */
  readonly wholeRegion: { readonly seconds: number; readonly peakMb: number };
}

interface Case {
  readonly id: string;
  readonly code: string;
  readonly asOf: BusinessDay;
  readonly deliveries: number;
  readonly knownAt: number;
}

/** Simulates a region, imports it as it is delivered, checks what comes back, then times it. */
export async function studyProfiles(request: ProfileStudyRequest): Promise<ProfileStudy> {
  const home = await mkdtemp(join(request.parent ?? tmpdir(), "touchstone-bench-profile-"));
  const ledger = await openLedger({ directory: join(home, "data"), clock: Date.now });
  const observations = await openObservations(join(home, "data", "clickhouse"));
  try {
    const directory = join(home, "region");
    const plan = planRegion(request);
    request.tell(`simulating ${request.enterprises} enterprises`);
    const { signal } = request;
    await writeRegion({ ...request, directory, truthFile: null, onProgress: () => undefined, signal });
    request.tell("importing");
    const before = process.cpuUsage();
    const startedAtMs = performance.now();
    const deliveries = await importDeliveries(
      { ledger, observations, clock: Date.now, signal },
      { directory },
    );
    const seconds = (performance.now() - startedAtMs) / 1000;
    const cpu = process.cpuUsage(before);
    const rows = deliveries.flatMap(({ files }) => files).reduce((sum, { stored }) => sum + stored, 0);
    const source = openOperatingSource(observations);
    const cases = drawCases(plan, deliveries, request.loads);
    request.tell("checking");
    const checked = await checkAgainstOracle(source, plan, cases.slice(0, 12));
    request.tell("timing");
    const times = await timeAll(source, observations, cases);
    const duckDb = await timeDuckDb(directory, deliveries, cases);
    return {
      region: { enterprises: request.enterprises, months: request.months, rows },
      import: {
        seconds: round(seconds),
        cpuSeconds: round((cpu.user + cpu.system) / 1e6),
        rowsPerSecond: Math.round(rows / seconds),
      },
      checked,
      loads: cases.length,
      ...times,
      duckDb,
      wholeRegion: await timeRegion(source, deliveries, plan.request.endDay),
    };
  } finally {
    await observations.close();
    await ledger.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** Enterprises and days at random, the same for the same seed; what was known on a day is what its month delivered. */
function drawCases(plan: RegionPlan, deliveries: readonly ImportedDelivery[], loads: number): Case[] {
  let state = 0x2545f491;
  const draw = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  return Array.from({ length: loads }, () => {
    const { code } = plan.enterprises[draw(plan.enterprises.length)] as { readonly code: string };
    const index = draw(deliveries.length);
    const { month, knownAt } = deliveries[index] as ImportedDelivery;
    const asOf = addDays(`${month}-01`, draw(28));
    const id = enterpriseIdOf({ scheme: `dataset:${plan.dataset}`, value: code });
    return { id, code, asOf, deliveries: index + 1, knownAt };
  });
}

async function factsOf(source: OperatingSource, { id, asOf, knownAt }: Case): Promise<OperatingFacts | null> {
  for await (const [, facts] of source.loadOperations({ asOf, knownAt, enterpriseIds: [id] })) return facts;
  return null;
}

/** @throws AssertionError where the store gives other facts than follow from the simulated rows */
async function checkAgainstOracle(
  source: OperatingSource,
  plan: RegionPlan,
  cases: readonly Case[],
): Promise<number> {
  for (const one of cases) {
    const index = plan.enterprises.findIndex(({ code }) => code === one.code);
    const { rows } = simulateEnterprise(plan, index);
    const expected = operatingFactsOf(rows, one.asOf, one.deliveries);
    const found = await factsOf(source, one);
    if (found === null && rowsIn(expected) === 0) continue;
    deepStrictEqual(found, { ...expected, knownAt: one.knownAt });
  }
  return cases.length;
}

async function timeAll(
  source: OperatingSource,
  observations: Parameters<typeof readBySql>[0],
  cases: readonly Case[],
): Promise<Pick<ProfileStudy, "meanRows" | "indicators" | "facts" | "compute" | "profile" | "plainSql">> {
  let rows = 0;
  let indicators = 0;
  const compute = (facts: OperatingFacts | null): void => {
    if (facts === null) return;
    indicators = computeIndicators(enterpriseFactsOf(facts), facts.asOf, undefined, facts).size;
  };
  const facts = await timeEach(cases, async (one) => {
    const found = await factsOf(source, one);
    rows += found === null ? 0 : rowsIn(found);
  });
  const held: (OperatingFacts | null)[] = [];
  for (const one of cases.slice(0, 100)) held.push(await factsOf(source, one));
  const computed = await timeEach(held, async (one) => compute(one));
  const profile = await timeEach(cases, async (one) => compute(await factsOf(source, one)));
  const plainSql = await timeEach(cases, async (one) => {
    await readBySql(observations, one);
  });
  const meanRows = Math.round(rows / Math.max(1, cases.length));
  return { meanRows, indicators, facts, compute: computed, profile, plainSql };
}

async function timeDuckDb(
  directory: string,
  deliveries: readonly ImportedDelivery[],
  cases: readonly Case[],
): Promise<ProfileStudy["duckDb"]> {
  const peer = await openDuckDb(
    directory,
    deliveries.map(({ month }) => month),
  );
  if (peer === null) return null;
  try {
    const times = await timeEach(cases, async (one) => {
      await peer.read(one);
    });
    return { ...times, version: peer.version, loadSeconds: peer.loadSeconds };
  } finally {
    peer.close();
  }
}

async function timeRegion(
  source: OperatingSource,
  deliveries: readonly ImportedDelivery[],
  asOf: BusinessDay,
): Promise<ProfileStudy["wholeRegion"]> {
  const startedAtMs = performance.now();
  const knownAt = deliveries.at(-1)?.knownAt ?? 0;
  let rows = 0;
  for await (const [, facts] of source.loadOperations({ asOf, knownAt })) rows += rowsIn(facts);
  if (rows === 0) throw new Error("the store lost the region");
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { seconds: round((performance.now() - startedAtMs) / 1000), peakMb };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
