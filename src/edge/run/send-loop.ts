import { setTimeout as wait } from "node:timers/promises";
import type { EpochMs } from "#kernel";
import type { BatchAnswer, CollectorProgress, SignedBatch } from "#telemetry";
import { markOf } from "../batch/sealed-batch.ts";
import type { CollectorConfiguration } from "../configuration.ts";
import { isReceiptOf, keptReceiptOf } from "../uplink/receipt-book.ts";
import type { Uplink } from "../uplink/uplink.ts";
import { createBackoff } from "./backoff.ts";
import { isLater } from "./chain.ts";
import type { CollectorCore } from "./collector-core.ts";
import type { EdgeClock } from "./edge-clock.ts";
import { createSealing } from "./sealing.ts";

/** How it stands between the collector and the platform. */
export interface UplinkStatus {
  readonly server: string | null;
  readonly isConnected: boolean;
  readonly lastAnswerAtMs: EpochMs | null;
  /** Platform's clock minus the device's, in ms; null until it was measured. */
  readonly offsetMs: number | null;
  /** State of the collector at the platform, as it said last. */
  readonly platformState: string | null;
  readonly sentBatches: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly parked: number;
  /** Why nothing goes out at present; null while it does. */
  readonly problem: UplinkProblem | null;
}

export interface UplinkProblem {
  readonly code:
    | "unreachable"
    | "busy"
    | "refused"
    | "badReceipt"
    | "stateBehindPlatform"
    | "platformLostBatches"
    | "disk";
  readonly detail: string;
  readonly sinceMs: EpochMs;
}

export interface SendLoop {
  readonly status: UplinkStatus;
  /** Resolves after the signal is aborted and the last exchange has ended. */
  readonly ended: Promise<void>;
}

export interface SendLoopParts {
  readonly core: CollectorCore;
  readonly configuration: CollectorConfiguration;
  readonly platformKey: string;
  /** The platform's time at the enrolment. */
  readonly enrolledAtMs: EpochMs;
  readonly clock: EdgeClock;
  /** Opens the connection number n, going through the servers in turn. */
  readonly connect: (server: string) => Promise<Uplink>;
  readonly signal: AbortSignal;
}

/** Most bytes of rows in one request. */
const requestBytes = 4 * 2 ** 20;
/** What only a person can mend is tried again so seldom. */
const refusedWaitMs = 60_000;

/** Seals what is due, sends it in order and keeps the receipts, until the signal is aborted. */
export function startSendLoop(parts: SendLoopParts): SendLoop {
  const { core, configuration, clock, connect, signal } = parts;
  const status: { -readonly [Name in keyof UplinkStatus]: UplinkStatus[Name] } = {
    server: null,
    isConnected: false,
    lastAnswerAtMs: null,
    offsetMs: null,
    platformState: null,
    sentBatches: 0,
    stored: 0,
    duplicates: 0,
    quarantined: 0,
    parked: 0,
    problem: null,
  };
  const backoff = createBackoff();
  const sealing = createSealing(core, configuration, clock);
  let turn = 0;

  const note = (code: UplinkProblem["code"], detail: string): void => {
    const sinceMs = status.problem?.code === code ? status.problem.sinceMs : clock.wall();
    status.problem = { code, detail, sinceMs };
  };
  const pause = async (ms: number): Promise<void> => {
    await wait(ms, undefined, { signal }).catch(() => undefined);
  };
  /** One batch, which follows the same as what the platform has: it shows that two devices use this state. */
  const showFork = async (uplink: Uplink): Promise<void> => {
    if (core.state.head === null) return;
    await sealing.sealDue(true);
    while (core.waiting.length === 0 && !signal.aborted) {
      await pause(sealing.nextDueMs());
      await sealing.sealDue(true);
    }
    const batches = core.waiting.slice(0, 1);
    if (batches.length === 0) return;
    status.sentBatches += 1;
    await takeAnswers(parts, batches, await uplink.send(batches), status);
  };
  const greet = async (uplink: Uplink): Promise<boolean> => {
    const answer = await uplink.progress();
    if (answer === null) return true;
    status.offsetMs = answer.offsetMs;
    status.platformState = answer.progress.state;
    status.lastAnswerAtMs = clock.wall();
    const verdict = await meetProgress(parts, answer.progress);
    if (verdict === "stateBehindPlatform") {
      note(verdict, `the platform has ${sayPlace(answer.progress)}, which this state does not know`);
      await showFork(uplink);
      return false;
    }
    if (verdict === "platformLostBatches") note(verdict, `the platform has ${sayPlace(answer.progress)}`);
    return true;
  };
  const exchange = async (uplink: Uplink): Promise<void> => {
    await sealing.sealDue(true);
    const batches = firstOf(core.waiting);
    if (batches.length === 0) return await pause(sealing.nextDueMs());
    status.sentBatches += batches.length;
    const answers = await uplink.send(batches);
    status.lastAnswerAtMs = clock.wall();
    const outcome = await takeAnswers(parts, batches, answers, status);
    if (outcome.kind === "progress") {
      backoff.reset();
      if (status.problem?.code !== "platformLostBatches") status.problem = null;
      return;
    }
    note(outcome.code, outcome.detail);
    await pause(outcome.code === "busy" ? Math.max(outcome.waitMs, backoff.next()) : jittered(refusedWaitMs));
  };
  const talk = async (server: string): Promise<void> => {
    const uplink = await connect(server);
    status.server = uplink.server;
    try {
      if (!(await greet(uplink))) return await pause(jittered(refusedWaitMs));
      status.isConnected = true;
      if (status.problem?.code === "unreachable") status.problem = null;
      while (!signal.aborted) await exchange(uplink);
    } finally {
      status.isConnected = false;
      await uplink.close().catch(() => undefined);
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const server = configuration.servers[turn % configuration.servers.length] ?? "";
      try {
        await talk(server);
      } catch (cause) {
        if (signal.aborted) return;
        turn += 1;
        const isDisk = cause instanceof Error && "syscall" in cause && "path" in cause;
        note(isDisk ? "disk" : "unreachable", sayCause(cause));
        await pause(backoff.next());
      }
    }
  };
  return { status, ended: run() };
}

type Outcome =
  | { readonly kind: "progress" }
  | {
      readonly kind: "held";
      readonly code: "busy" | "refused" | "badReceipt";
      readonly detail: string;
      readonly waitMs: number;
    };

/** Does what each answer asks for; what was not answered is sent again. */
async function takeAnswers(
  { core, platformKey }: SendLoopParts,
  batches: readonly SignedBatch[],
  answers: readonly BatchAnswer[],
  counts: { stored: number; duplicates: number; quarantined: number; parked: number },
): Promise<Outcome> {
  const kept: Parameters<CollectorCore["acknowledge"]>[0][number][] = [];
  const parked: { readonly batch: SignedBatch; readonly answer: BatchAnswer }[] = [];
  let held: Outcome | null = null;
  for (const answer of answers) {
    const batch = batches.find(
      ({ head }) => head.epoch === answer.epoch && head.sequence === answer.sequence,
    );
    if (batch === undefined) continue;
    if (answer.kind === "refused") {
      if (isOfBatch(answer.reason)) parked.push({ batch, answer });
      else held ??= heldBy(answer);
    } else if (isReceiptOf(platformKey, answer.receipt)) {
      kept.push({ batch, receipt: keptReceiptOf(batch, answer) });
      counts[answer.kind === "duplicate" ? "duplicates" : answer.kind] += 1;
    } else {
      held ??= {
        kind: "held",
        code: "badReceipt",
        detail: "a receipt is not signed by the platform that this collector enrolled at",
        waitMs: 0,
      };
    }
  }
  if (kept.length > 0) await core.acknowledge(kept);
  for (const { batch, answer } of parked) {
    counts.parked += 1;
    await core.park(batch, { answer });
  }
  if (held !== null) return held;
  if (kept.length + parked.length > 0) return { kind: "progress" };
  return { kind: "held", code: "busy", detail: "no answer to any batch", waitMs: 0 };
}

/** Whether a refusal is of this batch alone; the others are of the collector or of the moment. */
function isOfBatch(reason: string): boolean {
  return reason === "malformed" || reason === "badRoot" || reason === "tooOld";
}

function heldBy(answer: Extract<BatchAnswer, { kind: "refused" }>): Outcome {
  const isMoment = answer.reason === "busy" || answer.reason === "readOnly";
  return {
    kind: "held",
    code: isMoment ? "busy" : "refused",
    detail: `${answer.reason}: ${answer.detail}`,
    waitMs: answer.retryAfterMs ?? 0,
  };
}

/** Compares how far the platform is with what this state knows. */
async function meetProgress(
  { core, enrolledAtMs }: SendLoopParts,
  progress: CollectorProgress,
): Promise<"fine" | "stateBehindPlatform" | "platformLostBatches"> {
  const { acknowledged, head: hash } = progress;
  const { head, acknowledged: own } = core.state;
  if (acknowledged === null || hash === null) return own === null ? "fine" : "platformLostBatches";
  // A device that took the place of a lost or copied one begins a chain of its own.
  if (head === null && own === null && acknowledged.epoch < enrolledAtMs) return "fine";
  const theirs = { ...acknowledged, hash };
  const known = [own, head, ...core.waiting.map(markOf)].filter((mark) => mark !== null);
  if (known.some((mark) => mark.hash === hash)) return "fine";
  const isBehind = known.every((mark) => isLater(theirs, mark));
  if (!isBehind) return "fine";
  // A batch that was damaged on this disk is the one case in which the platform rightly knows more.
  if (core.found.damagedBatches.length === 0) return "stateBehindPlatform";
  await core.adopt(theirs);
  return "fine";
}

function sayPlace({ acknowledged }: CollectorProgress): string {
  return acknowledged === null ? "no batch" : `epoch ${acknowledged.epoch}, batch ${acknowledged.sequence}`;
}

/** The oldest batches that fit into one request, at least one. */
function firstOf(waiting: readonly SignedBatch[]): readonly SignedBatch[] {
  let bytes = 0;
  const count = waiting.findIndex((batch, i) => {
    bytes += batch.rows.length;
    return i > 0 && bytes > requestBytes;
  });
  return count === -1 ? waiting : waiting.slice(0, count);
}

function jittered(ms: number): number {
  return ms * (0.75 + Math.random() / 2);
}

function sayCause(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
}
