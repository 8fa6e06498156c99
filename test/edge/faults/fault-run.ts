import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isJsonObject, type Json } from "#seal";
import { openWholeServer, type Person, type WholeServer } from "../../server/open-whole-server.ts";
import { type CollectorProcess, createCollectorProcess, until } from "../collector-process.ts";
import { type CutProxy, openCutProxy } from "../cut-proxy.ts";
import { buildFactory, type Factory, type Sampled } from "./factory.ts";

/** What a run with faults found. */
export interface FaultRunResult {
  readonly seconds: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly sources: readonly {
    readonly element: string;
    /** Values that stood in a file, or that somebody was told are safe; null where nobody is told. */
    readonly promised: number | null;
    readonly sealed: number;
    readonly missing: number;
    /** First and last of each run of missing values. */
    readonly missingRuns: readonly (readonly [number, number])[];
    /** Spans in which a source without acknowledgements was silent and no signed gap says so; must be empty. */
    readonly untold: readonly (readonly [fromMs: number, toMs: number])[];
    /** Values that are in the log more than once. */
    readonly repeated: number;
    /** Whether the last value of the run arrived. */
    readonly hasLatest: boolean;
  }[];
  readonly gaps: number;
  readonly batches: number;
}

/**
 * A factory of real servers, a real collector and a whole server; something breaks every so often, and at the end
 * what was promised is looked for in the log.
 * @param options.say  told each fault
 */
export async function runWithFaults(options: {
  readonly durationMs: number;
  readonly faultEveryMs: number;
  readonly workEveryMs: number;
  readonly say?: (fault: string) => void;
}): Promise<FaultRunResult> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-faults-"));
  const server = await openWholeServer();
  const factory = await buildFactory(folder);
  const proxy = await openCutProxy(Number(new URL(server.address).port));
  const collector = await createCollectorProcess({
    server: proxy.address,
    changes: { sources: factory.sources },
  });
  try {
    const operator = await server.signIn(await server.addParty("platform"), "platformOperator");
    await start(collector, await registerFactory(operator, factory.elements));
    await untilAllAreRead(server, factory, collector);
    const faults = await work(options, factory, collector, proxy);
    await factory.work();
    const sources = await settle(server, factory, collector);
    return { seconds: Math.round(options.durationMs / 1000), faults, ...sources };
  } finally {
    await factory.close();
    await collector.kill();
    collector.remove();
    await proxy.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(collector: CollectorProcess, code: string): Promise<void> {
  for (const words of [
    ["enrol", "--code", code],
    ["trust", "--source", "opcua"],
  ]) {
    const done = await collector.command(words);
    if (done.code !== 0) throw new Error(`${words[0]}: ${done.text}`);
  }
  collector.start();
}

/** A broker keeps nothing for a collector that it has never seen: promises begin when every source was read once. */
async function untilAllAreRead(
  server: WholeServer,
  factory: Factory,
  collector: CollectorProcess,
): Promise<void> {
  let found = new Map<string, unknown>() as ReadonlyMap<string, unknown>;
  await until(
    async () => {
      await factory.work();
      await wait(500);
      found = (await readLog(server)).values;
      return factory.elements.every((element) => found.has(element));
    },
    () => `only ${[...found.keys()].join(", ")} were read\n${collector.errors()}`,
  );
  factory.forget();
}

/** Works and breaks things in turn until the time is over. */
async function work(
  options: Parameters<typeof runWithFaults>[0],
  factory: Factory,
  collector: CollectorProcess,
  proxy: CutProxy,
): Promise<Record<string, number>> {
  const all: Record<string, () => Promise<void>> = {
    killCollector: async () => {
      await collector.kill();
      collector.start();
    },
    cutPlatform: async () => {
      proxy.cut();
      await wait(1000);
      proxy.mend();
    },
    ...factory.faults,
  };
  const names = Object.keys(all);
  const counts = Object.fromEntries(names.map((name) => [name, 0]));
  const endMs = performance.now() + options.durationMs;
  let nextFaultMs = performance.now() + options.faultEveryMs;
  let turn = 0;
  let breaking: Promise<void> = Promise.resolve();
  while (performance.now() < endMs) {
    await factory.work();
    await wait(options.workEveryMs);
    if (performance.now() < nextFaultMs) continue;
    nextFaultMs += options.faultEveryMs;
    const name = names[turn % names.length] ?? "";
    turn += 1;
    counts[name] = (counts[name] ?? 0) + 1;
    options.say?.(name);
    // One fault after the other, while the work goes on.
    breaking = breaking.then(() => all[name]?.());
  }
  await breaking;
  return counts;
}

/** Waits until everything that was promised, and every last value, is in the log. */
async function settle(
  server: WholeServer,
  factory: Factory,
  collector: CollectorProcess,
): Promise<Pick<FaultRunResult, "sources" | "gaps" | "batches">> {
  let found = await readLog(server);
  const isThere = (element: string, value: number): boolean => found.values.get(element)?.has(value) === true;
  const isComplete = (): boolean =>
    [...factory.promised].every(([element, values]) => values.every((value) => isThere(element, value))) &&
    [...factory.latest].every(([element, value]) => isThere(element, value));
  await until(
    async () => {
      found = await readLog(server);
      if (isComplete()) return true;
      await wait(1000);
      return false;
    },
    () => collector.errors().slice(-2000),
    60_000,
  ).catch(() => undefined);
  const sources = factory.elements.map((element) => {
    const values = found.values.get(element) ?? new Map<number, number>();
    const promised = factory.promised.get(element);
    const last = factory.latest.get(element) ?? promised?.at(-1);
    return {
      element,
      promised: promised?.length ?? null,
      sealed: values.size,
      missing: promised?.filter((value) => !values.has(value)).length ?? 0,
      untold: untoldOf(element, factory.sampled.get(element), values, found.gaps),
      missingRuns: runsOf(promised?.filter((value) => !values.has(value)) ?? []),
      repeated: [...values.values()].filter((times) => times > 1).length,
      hasLatest: last !== undefined && values.has(last),
    };
  });
  return { sources, gaps: found.gaps.length, batches: found.batches };
}

function runsOf(values: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const value of values.toSorted((left, right) => left - right)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === value - 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}

interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  /** Empty for all. */
  readonly elements: readonly Json[];
}

function gapOf(json: Json): Gap {
  const gap = isJsonObject(json) ? json : {};
  return { fromMs: Number(gap["fromMs"]), toMs: Number(gap["toMs"]), elements: listOf(gap["elements"]) };
}

/** Between setting a value and its being seen, and between two clocks of one machine under load. */
const toleranceMs = 250;

/** Values that were neither taken, nor near one that was, nor in a gap that was told: as runs of their times. */
function untoldOf(
  element: string,
  sampled: Sampled | undefined,
  taken: ReadonlyMap<number, number>,
  gaps: readonly Gap[],
): readonly (readonly [number, number])[] {
  if (sampled === undefined) return [];
  const { made, withinMs } = sampled;
  const told = gaps.filter(({ elements }) => elements.length === 0 || elements.includes(element));
  const seen = made.filter(([value]) => taken.has(value)).map(([, atMs]) => atMs);
  const isTold = (atMs: number): boolean =>
    told.some(({ fromMs, toMs }) => atMs >= fromMs - toleranceMs && atMs <= toMs + toleranceMs);
  const runs: [number, number][] = [];
  let lastAtMs = Number.NEGATIVE_INFINITY;
  for (const [value, atMs] of made) {
    const isNear = seen.some((seenAtMs) => Math.abs(seenAtMs - atMs) <= withinMs);
    if (!taken.has(value) && !isNear && !isTold(atMs)) {
      const run = runs.at(-1);
      if (run !== undefined && run[1] === lastAtMs) run[1] = atMs;
      else runs.push([atMs, atMs]);
    }
    lastAtMs = atMs;
  }
  return runs;
}

/** Values by element, with how often each is in the log. */
async function readLog({ ledger }: WholeServer): Promise<{
  readonly values: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly gaps: readonly Gap[];
  readonly batches: number;
}> {
  await ledger.anchor();
  const values = new Map<string, Map<number, number>>();
  const gaps: Gap[] = [];
  let batches = 0;
  for await (const { header, payload } of ledger.readEntries(0)) {
    const head = header["batch"];
    if (header["@type"] !== "signed-batch@1" || !isJsonObject(head)) continue;
    batches += 1;
    gaps.push(...listOf(head["gaps"]).map(gapOf));
    const elements = listOf(head["channels"]).map((one) => (isJsonObject(one) ? String(one["element"]) : ""));
    for (const line of Buffer.from(payload.bytes).toString().split("\n")) {
      if (line === "") continue;
      const [channel, , , integer] = line.split(",").map(Number);
      const element = elements[channel ?? -1] ?? "";
      const ofElement = values.get(element) ?? new Map<number, number>();
      values.set(element, ofElement);
      ofElement.set(integer ?? Number.NaN, (ofElement.get(integer ?? Number.NaN) ?? 0) + 1);
    }
  }
  return { values, gaps, batches };
}

function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

const enterprises =
  "code,name,sector,city,industry,staff,registered_capital\nE-1,东莞测试五金有限公司,electronics_electrical,东莞,C33,30,500\n";

/** Registers an enterprise with its machines and a collector; the answer is the collector's one-time code. */
async function registerFactory(person: Person, codes: readonly string[]): Promise<string> {
  const send = async (method: "GET" | "POST", at: string, json?: object): Promise<unknown> => {
    const answer = await person(method, at, json === undefined ? {} : { json });
    if (!answer.ok) throw new Error(`${at}: ${await answer.text()}`);
    return answer.json();
  };
  await send("POST", "/v1/enterprises", {
    dataset: "faults",
    fileName: "enterprises.csv",
    contentBase64: Buffer.from(enterprises).toString("base64"),
  });
  const found = (await send("GET", "/v1/enterprises")) as { items: { id: string }[] };
  const enterpriseId = found.items[0]?.id;
  await send("POST", "/v1/devices/elements", {
    elements: codes.map((code) => ({
      enterpriseId,
      kind: "machine",
      code,
      validFrom: "2026-01-01",
      data: { name: code },
    })),
  });
  const elements = (await send("GET", "/v1/devices/elements")) as { items: { id: string }[] };
  const elementIds = elements.items.map(({ id }) => id);
  const made = await send("POST", "/v1/collectors", { enterpriseId, name: "一号采集器", elementIds });
  return (made as { code: { text: string } }).code.text;
}
