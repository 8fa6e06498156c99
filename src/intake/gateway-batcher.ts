import type { SealedPlace } from "#ledger";
import { countItem } from "./counters.ts";
import { createGatewayDraft, type GatewayDraft, type WaitingMessage } from "./gateway-draft.ts";
import type { IntakeContext } from "./intake-context.ts";
import type { SealedNotice } from "./intake-event.ts";
import type { MessageAnswer } from "./intake.ts";
import { intakeParameters } from "./parameters.ts";
import type { SealOutcome } from "./sealer.ts";
import { addStray, findEpoch, placeSequence } from "./sequence-state.ts";

/** Where messages are sealed together. */
export interface GatewayHome {
  readonly origin: string;
  readonly enterprise: string | null;
  readonly via: "mqtt" | "sparkplug";
}

/** Seals messages of one log together: as many as come within a few milliseconds, or as fit in an entry. */
export interface GatewayBatcher {
  /** @returns the entry that the message will be in, and its row there */
  add(home: GatewayHome, message: WaitingMessage): { readonly draft: GatewayDraft; readonly ordinal: number };
  /** Seals what waits; resolves when all of it is answered. */
  flush(): Promise<void>;
}

/** What a waiting message costs beside its payload. */
const messageOverheadBytes = 400;

export function createGatewayBatcher(context: IntakeContext): GatewayBatcher {
  const open = new Map<string, { readonly home: GatewayHome; readonly draft: GatewayDraft }>();
  const tails = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  const keyOf = ({ origin, via }: GatewayHome): string => `${via} ${origin}`;
  const send = (key: string): void => {
    const filled = open.get(key);
    if (filled === undefined) return;
    open.delete(key);
    const tail = tails.get(key);
    // Data that refer to a birth on its way wait for its place; what follows keeps behind them.
    const mustWait = tail !== undefined || filled.draft.foreignBirths().length > 0;
    const before = mustWait ? Promise.all([tail, ...underWay]).then(() => undefined) : null;
    const sending = sealDraft(context, filled.home, filled.draft, before);
    if (mustWait) {
      tails.set(key, sending);
      void sending.finally(() => {
        if (tails.get(key) === sending) tails.delete(key);
      });
    }
    underWay.add(sending);
    void sending.finally(() => underWay.delete(sending));
  };
  const sendAll = (): void => {
    timer = null;
    for (const key of open.keys()) send(key);
  };
  return {
    add(home, message) {
      const key = keyOf(home);
      if (open.get(key)?.draft.hasRoomFor(message) === false) send(key);
      let filled = open.get(key);
      if (filled === undefined) {
        filled = { home, draft: createGatewayDraft() };
        open.set(key, filled);
      }
      const { draft } = filled;
      context.sealer.hold(message.payload.length + messageOverheadBytes, message.tenant);
      const ordinal = draft.add(message);
      if (draft.isFull) send(key);
      else timer ??= setTimeout(sendAll, intakeParameters.messageWaitMs.value);
      return { draft, ordinal };
    },
    async flush() {
      if (timer !== null) clearTimeout(timer);
      sendAll();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function sealDraft(
  context: IntakeContext,
  home: GatewayHome,
  draft: GatewayDraft,
  before: Promise<void> | null,
): Promise<void> {
  if (before !== null) await before;
  await context.sealer.seal([draft.entry(home)], (outcome) => {
    const place = outcome.kind === "sealed" ? outcome.places[0] : undefined;
    for (const message of draft.messages) {
      context.sealer.release(message.payload.length + messageOverheadBytes, message.tenant);
      message.record.pendingItems -= 1;
    }
    if (place === undefined) {
      refuseAll(draft, outcome);
      return;
    }
    context.receipts.remember(place);
    context.records.origins.set(place.origin, place.index + 1);
    draft.messages.forEach((message, ordinal) => noteMessage(message, { ...place, ordinal }));
    tellSealed(context, draft, place);
  });
}

function refuseAll(draft: GatewayDraft, outcome: SealOutcome): void {
  const reason = outcome.kind === "unacceptable" ? "malformed" : "readOnly";
  const detail = outcome.kind === "sealed" ? "it could not be written" : outcome.detail;
  for (const { record, key, resolve } of draft.messages) {
    if (key !== null) record.pending.delete(key);
    resolve({ kind: "refused", reason, detail });
  }
}

function noteMessage(message: WaitingMessage, place: SealedPlace & { readonly ordinal: number }): void {
  const { record, epoch, sequence, key, quarantine } = message;
  if (key !== null) record.pending.delete(key);
  if (key !== null && epoch !== null && sequence !== null) {
    const state = findEpoch(record.sequences, epoch);
    if (state !== undefined) placeSequence(record.sequences, state, sequence, place);
  } else if (key !== null) {
    addStray(record.sequences, key, { origin: place.origin, index: place.index, ordinal: place.ordinal });
  }
  const { origin, index, ordinal } = place;
  // Data that refer to it may wait for it even when a later birth has taken its place in the record.
  if (message.ownBirth !== null) message.ownBirth.place = { origin, index, ordinal };
  countItem(record.counters, {
    kind: quarantine === null ? "stored" : "quarantined",
    rows: message.readings,
    quarantinedRows: message.quarantinedReadings,
    reason: quarantine ?? undefined,
    flags: message.flags,
    receivedAtMs: message.receivedAtMs,
    lastAtMs: message.lastAtMs,
  });
  record.rate.add(message.receivedAtMs, 1, message.readings);
  record.isChanged = true;
  const answer: MessageAnswer = {
    kind: quarantine === null ? "stored" : "quarantined",
    origin,
    index,
    ordinal,
    ...(quarantine === null ? {} : { reason: quarantine }),
  };
  message.resolve(answer);
}

function tellSealed(context: IntakeContext, draft: GatewayDraft, place: SealedPlace): void {
  const byCollector = new Map<string, SealedNotice["runs"][number][]>();
  draft.messages.forEach(({ record, epoch, sequence }, ordinal) => {
    const runs = byCollector.get(record.collector) ?? [];
    if (runs.length === 0) byCollector.set(record.collector, runs);
    const last = runs.at(-1);
    const follows =
      last !== undefined &&
      last.ordinal + last.count === ordinal &&
      last.epoch === epoch &&
      (last.sequence === null ? sequence === null : sequence === last.sequence + last.count);
    if (follows) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ ordinal, count: 1, epoch, sequence });
  });
  for (const [collector, runs] of byCollector) {
    const { origin, index } = place;
    context.hub.tellSealed(() => ({
      collector,
      origin,
      index,
      runs,
      receipt: () => context.ledger.sign(place),
    }));
  }
}
