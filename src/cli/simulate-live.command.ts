import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { z } from "zod";
import { regionDatasetOf, type RegionRequest } from "#simulate";
import type { CommandContext } from "./command-context.ts";
import {
  chooseRegionPlants,
  type LiveRequest,
  notSetUp,
  type RegionPlant,
  runRegionPlants,
  setUpRegionPlants,
} from "./plants/live-region.ts";
import { withServerSession } from "./server-session.ts";
import { readDay, readWholeWithin, readWithin } from "./option-values.ts";

interface LiveOptions {
  readonly server: string;
  readonly mqtt: string;
  readonly state: string;
  readonly plants: string;
  readonly speed: string;
  readonly pastHours: string;
  readonly seed: string;
  readonly enterprises: string;
  readonly months: string;
  readonly until: string;
  readonly forSeconds?: string;
  readonly party?: string;
  readonly user?: string;
  readonly passwordFile?: string;
}

/** Older than this a batch is sealed but quarantined by whoever takes it in. */
const mostPastHours = 29 * 24;

/** Adds `touchstone simulate live`: plants of a simulated region go on in time. */
export function registerSimulateLive(simulate: Command, context: CommandContext): void {
  simulate
    .command("live")
    .description(
      "let plants of a simulated region (模拟数据) go on in time: minute readings, orders, deliveries, invoices and payments " +
        "through real collectors to a running server, until stopped",
    )
    .requiredOption("--server <url>", "address of the running server, http:// or https://")
    .option("--mqtt <url>", "way in over MQTT, or off to send over HTTP", "mqtt://127.0.0.1:1883")
    .requiredOption("--state <dir>", "folder of the plants, with their collectors' keys and buffers")
    .option("--plants <n>", "plants, 1 to 200", "5")
    .option("--speed <x>", "times as fast as the clock until the present is reached, 0.1 to 3600", "1")
    .option("--past-hours <h>", "hours before now at which time begins, 0 to 696", "0")
    .option("--seed <text>", "seed of the region", "region-1")
    .option("--enterprises <n>", "enterprises of the region, as it was simulated", "300")
    .option("--months <n>", "months of the region's history, as it was simulated", "36")
    .option("--until <day>", "last day of the region's history, YYYY-MM-DD", "2026-10-31")
    .option("--for-seconds <s>", "stop after this time; without it when told to")
    .option("--party <code>", "platform that the person acts for")
    .option("--user <name>", "who registers the plants; needed as long as some are not registered")
    .option("--password-file <file>", "file with that person's password")
    .action(async (options: LiveOptions) => await goLive(options, context));
}

async function goLive(options: LiveOptions, context: CommandContext): Promise<void> {
  const pastHours = readWithin("--past-hours", options.pastHours, 0, mostPastHours);
  const region = regionOf(options);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const live: LiveRequest = {
    dataset: regionDatasetOf(region),
    directory: resolve(options.state),
    address: { http: options.server, mqtt: options.mqtt === "off" ? null : options.mqtt },
    speed: readWithin("--speed", options.speed, 0.1, 3_600),
    pastHours,
    clock: context.clock,
    signal,
  };
  const seconds =
    options.forSeconds === undefined ? null : readWithin("--for-seconds", options.forSeconds, 1, 86_400_000);
  const plants = readWholeWithin("--plants", options.plants, 1, 200);
  const chosen = chooseRegionPlants(region, { plants: Math.floor(plants), pastHours });
  await mkdir(live.directory, { recursive: true });
  await setUp(chosen, live, options);
  context.stdout.write(`${JSON.stringify(summaryOf(chosen, live))}\n`);
  const timer =
    seconds === null
      ? null
      : wait(seconds * 1_000, undefined, { signal: context.signal }).then(
          () => stop.abort(),
          () => undefined,
        );
  await runRegionPlants(chosen, live, ({ code }, cause) => {
    context.stderr.write(`${code}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    context.setExitCode(1);
  });
  stop.abort();
  await timer;
}

const sessionSchema = z.object({ party: z.object({ id: z.string() }) });

/** Registers and enrols what is not yet; a second start needs nobody. */
async function setUp(chosen: readonly RegionPlant[], live: LiveRequest, options: LiveOptions): Promise<void> {
  const missing = notSetUp(chosen, live.directory);
  if (missing.length === 0) return;
  await withServerSession(options, async (call) => {
    const { party } = sessionSchema.parse(await call("GET", "/v1/session"));
    const desk = {
      platformPartyId: party.id,
      get: async (path: string) => await call("GET", path),
      post: async (path: string, body: object) => await call("POST", path, body),
    };
    await setUpRegionPlants(desk, missing, live);
  });
}

function summaryOf(chosen: readonly RegionPlant[], { dataset, speed, address }: LiveRequest): object {
  return {
    simulated: true,
    dataset,
    speed,
    sendsTo: address.mqtt ?? address.http,
    plants: chosen.map(({ code, name, plant }) => ({ code, name, elements: plant.elements.length })),
  };
}

function regionOf({ seed, enterprises, months, until }: LiveOptions): RegionRequest {
  return {
    seed,
    enterprises: readWholeWithin("--enterprises", enterprises, 20, 20_000),
    months: readWholeWithin("--months", months, 6, 60),
    endDay: readDay("--until", until),
  };
}
