import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { benchDevices } from "./bench-device.ts";
import { type MeasuredServer, startProcess, startServer } from "./child-process.ts";
import type { LoadAnswer, LoadRequest, LoggedCount } from "./ingest-messages.ts";
import { startMosquitto } from "./mosquitto.ts";

/** How much is sent. */
export interface IngestWork {
  /** Messages over all devices, and batches of `batchRows` rows. */
  readonly messages: number;
  readonly batches: number;
  readonly batchRows: number;
}

export interface IngestTimes {
  readonly name: string;
  /** What took it in: this program, or a broker that keeps nothing. */
  readonly server: "touchstone" | "aedes" | "mosquitto";
  readonly load: "full" | "half";
  readonly messages: number;
  readonly points: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly messagesPerCpuSecond: number;
  readonly pointsPerCpuSecond: number;
  readonly messagesPerSecond: number;
  /** From writing a message to its acknowledgement, which means durable for this program alone. */
  readonly receiptMs: { readonly p50: number; readonly p99: number };
  /** How late an idle process was meanwhile (p99): on a busy machine no receipt can be faster. */
  readonly machineLateMs: number;
  readonly residentMb: number;
}

type Sort = LoadRequest["sort"];

const jsonPoints = 3;
const sparkplugPoints = 15;
const halfLoadSeconds = 10;

/**
 * Loads each way in at full rate and at half of it, and checks that what was acknowledged is in the log exactly once.
 * @throws when anything acknowledged is missing or there twice
 */
export async function measureIngest(work: IngestWork, directory: string): Promise<readonly IngestTimes[]> {
  const results: IngestTimes[] = [];
  for (const sort of ["json", "sparkplug", "batches"] as const) {
    results.push(...(await measureOwn(sort, work, directory)));
    if (sort !== "batches") results.push(...(await measureOthers(sort, work, directory)));
  }
  return results;
}

/** Full rate first, then half of what it reached. */
async function measureOwn(sort: Sort, work: IngestWork, directory: string): Promise<readonly IngestTimes[]> {
  const folder = mkdtempSync(join(directory, "touchstone-bench-ingest-"));
  const server = await startServer("touchstone", join(folder, "data"));
  try {
    const request = requestOf(sort, work);
    const port = sort === "batches" ? server.httpPort : server.mqttPort;
    const warm =
      sort === "batches"
        ? null
        : await loadOnce(server, { ...request, port, each: Math.ceil(request.each / 10) });
    const firstSequence = warm?.each ?? 0;
    const full = await loadOnce(server, { ...request, port, firstSequence });
    const results = [timesOf(sort, "touchstone", "full", full, work)];
    let acknowledged = (warm?.answer.acknowledged ?? 0) + full.answer.acknowledged;
    const perSecond = (results[0]?.messagesPerSecond ?? 0) / 2;
    const half = await loadOnce(server, {
      ...request,
      port,
      // One stall at the beginning must not be a hundredth of all.
      each: Math.ceil(Math.min(request.each * 2, (perSecond * halfLoadSeconds) / benchDevices)),
      perSecond,
      // The pace alone decides when a message is sent, so that a stall is felt by all that come in it.
      window: 5000,
      firstSequence: firstSequence + request.each,
    });
    acknowledged += half.answer.acknowledged;
    results.push(timesOf(sort, "touchstone", "half", half, work));
    requireExactlyOnce(await server.count(), acknowledged);
    return results;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same load at brokers that keep nothing. */
async function measureOthers(
  sort: Sort,
  work: IngestWork,
  directory: string,
): Promise<readonly IngestTimes[]> {
  const results: IngestTimes[] = [];
  for (const name of ["aedes", "mosquitto"] as const) {
    const server = name === "aedes" ? await startServer("aedes", directory) : await startMosquitto();
    if (server === null) continue;
    try {
      const full = await loadOnce(server, { ...requestOf(sort, work), port: server.mqttPort });
      results.push(timesOf(sort, name, "full", full, work));
    } finally {
      await server.close();
    }
  }
  return results;
}

interface Loaded {
  readonly answer: LoadAnswer;
  readonly cpuMs: number;
  readonly machineLateMs: number;
  readonly residentMb: number;
  readonly each: number;
}

async function loadOnce(server: Pick<MeasuredServer, "usage">, request: LoadRequest): Promise<Loaded> {
  const load = startProcess<LoadRequest, LoadAnswer>("./load-process.ts");
  const lateness = monitorEventLoopDelay({ resolution: 1 });
  try {
    const before = await server.usage();
    lateness.enable();
    const answer = await load.ask(request);
    lateness.disable();
    const after = await server.usage();
    if (answer.problem !== null) throw new Error(answer.problem);
    const machineLateMs = Math.max(0, lateness.percentile(99) / 1e6 - 1) || 0;
    const cpuMs = after.cpuMs - before.cpuMs;
    return { answer, cpuMs, machineLateMs, residentMb: after.residentMb, each: request.each };
  } finally {
    load.kill();
  }
}

function requestOf(sort: Sort, work: IngestWork): Omit<LoadRequest, "port"> {
  const isBatches = sort === "batches";
  return {
    sort,
    devices: benchDevices,
    each: Math.max(1, Math.ceil((isBatches ? work.batches : work.messages) / benchDevices)),
    rows: work.batchRows,
    window: isBatches ? 1 : 250,
    perSecond: null,
    firstSequence: 0,
  };
}

/** @throws naming the device whose messages are not there exactly once */
function requireExactlyOnce(counts: readonly LoggedCount[], acknowledged: number): void {
  for (const { device, distinct, total } of counts) {
    if (distinct !== total) throw new Error(`${device}: ${total} in the log, ${distinct} different ones`);
  }
  const logged = counts.reduce((sum, { total }) => sum + total, 0);
  if (logged !== acknowledged) throw new Error(`${acknowledged} acknowledged, ${logged} in the log`);
}

function timesOf(
  sort: Sort,
  server: IngestTimes["server"],
  load: IngestTimes["load"],
  { answer, cpuMs, machineLateMs, residentMb }: Loaded,
  work: IngestWork,
): IngestTimes {
  const pointsEach = sort === "json" ? jsonPoints : sort === "sparkplug" ? sparkplugPoints : work.batchRows;
  const points = answer.acknowledged * pointsEach;
  const perCpuSecond = (count: number): number => Math.round((count / Math.max(cpuMs, 1)) * 1000);
  return {
    name: names[sort],
    server,
    load,
    messages: answer.acknowledged,
    points,
    wallMs: Math.round(answer.wallMs),
    cpuMs: Math.round(cpuMs),
    messagesPerCpuSecond: perCpuSecond(answer.acknowledged),
    pointsPerCpuSecond: perCpuSecond(points),
    messagesPerSecond: Math.round((answer.acknowledged / answer.wallMs) * 1000),
    receiptMs: { p50: round(answer.p50Ms), p99: round(answer.p99Ms) },
    machineLateMs: round(machineLateMs),
    residentMb,
  };
}

const names: Record<Sort, string> = {
  json: "JSON of 3 points by MQTT, quality of service 1",
  sparkplug: "Sparkplug B of 15 metrics by MQTT, quality of service 1",
  batches: "signed batches by HTTP, protobuf",
};

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
