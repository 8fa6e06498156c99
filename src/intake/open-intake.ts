import type { Clock } from "#kernel";
import type { Ledger } from "#ledger";
import type { CollectorDirectory, EnterpriseId } from "#registry";
import { acceptBatches } from "./accept-batches.ts";
import { acceptMessage } from "./accept-message.ts";
import { createRecordBook } from "./collector-record.ts";
import { createEventHub } from "./event-hub.ts";
import { createGatewayBatcher } from "./gateway-batcher.ts";
import { giveUpGaps } from "./give-up-gaps.ts";
import { createReceiptDesk, eventAbout, type IntakeContext, tenantOf } from "./intake-context.ts";
import type { IntakeEvents } from "./intake-event.ts";
import type { IntakeStore } from "./intake-store.ts";
import type { Intake } from "./intake.ts";
import { createRecordKeeper, type RecordKeeper } from "./keep-records.ts";
import type { LiveIntake } from "./live-intake.ts";
import { openLiveView } from "./open-live-view.ts";
import { progressOf } from "./progress.ts";
import { createSealer } from "./sealer.ts";
import { openVerifier } from "./verifier.ts";

/** The way in, what it tells, and what can be seen of it. */
export interface OpenIntake extends Intake, IntakeEvents {
  readonly live: LiveIntake;
  /** Stores the sequence state now; it is also stored every minute and at the end. */
  save(): Promise<void>;
}

export interface IntakeOptions {
  readonly directory: CollectorDirectory;
  readonly ledger: Ledger;
  readonly store: IntakeStore;
  readonly clock: Clock;
  /** Told of what fails in the background; nothing acknowledged depends on it. */
  readonly onFailure: (cause: unknown) => void;
}

const saveEveryMs = 60_000;

/**
 * Opens the way in: the sequence state is read from the last snapshot and, behind it, from the log.
 * @throws the faults of the ledger and of the store
 */
export async function openIntake(options: IntakeOptions): Promise<OpenIntake> {
  const { ledger, onFailure } = options;
  const records = createRecordBook();
  const sealer = createSealer(ledger);
  const keeper = createRecordKeeper({ ...options, records, sealer });
  await keeper.restore();
  const context: IntakeContext = {
    ...options,
    records,
    sealer,
    verifier: openVerifier(),
    hub: createEventHub(onFailure),
    receipts: createReceiptDesk(ledger),
    originOf: createOriginLookup(ledger),
  };
  const batcher = createGatewayBatcher(context);
  const restoring = keepWhole(context, keeper);
  let saving: Promise<void> = Promise.resolve();
  const save = async (): Promise<void> => {
    tellLost(context);
    saving = saving.then(async () => await keeper.save());
    const mine = saving;
    saving = saving.catch(() => undefined);
    await mine;
  };
  const timer = setInterval(() => void save().catch(onFailure), saveEveryMs);
  timer.unref();
  return {
    accept: async (batches, arrival) => await acceptBatches(context, batches, arrival),
    acceptMessage: (message) => acceptMessage(context, batcher, message),
    progress: (collectorId) => progressOf(context, collectorId),
    get isSaturated() {
      return sealer.isSaturated;
    },
    isSaturatedFor(collectorId) {
      const collector = context.directory.find(collectorId);
      return collector === null ? sealer.isSaturated : sealer.isBusyFor(tenantOf(collector));
    },
    onRelief: sealer.onRelief,
    onEvent: context.hub.onEvent,
    onSealed: context.hub.onSealed,
    live: openLiveView(context),
    save,
    async close() {
      clearInterval(timer);
      await batcher.flush();
      await sealer.settled();
      restoring.stop();
      // A log that cannot be written is read from the older snapshot at the next start.
      if (sealer.readOnly === null) await save().catch(onFailure);
      await context.verifier.close();
    },
  };
}

/** Ends what is waited for in vain, and tells of it. */
function tellLost({ records, directory, hub, clock }: IntakeContext): void {
  const nowMs = clock();
  for (const record of records.all()) {
    const collector = directory.find(record.collector);
    for (const gap of giveUpGaps(record, nowMs)) {
      if (collector !== null) hub.tell(eventAbout(collector, nowMs, { kind: "gapLost", gap }));
    }
  }
}

/** After a failure of the log the records are read again as soon as it can be written. */
function keepWhole(context: IntakeContext, keeper: RecordKeeper): { stop(): void } {
  const { ledger, sealer, records, onFailure } = context;
  let isBroken = false;
  let running: Promise<void> | null = null;
  const mend = async (): Promise<void> => {
    await sealer.settled();
    records.clear();
    await keeper.restore();
    isBroken = false;
    sealer.mended();
  };
  const look = (): void => {
    if (!isBroken || running !== null || ledger.health().state !== "open") return;
    running = mend()
      .catch(onFailure)
      .finally(() => {
        running = null;
      });
  };
  sealer.onBroken(() => {
    isBroken = true;
    setImmediate(look);
  });
  const stopListening = ledger.onHealth(look);
  return { stop: stopListening };
}

/** The ledger computes a pseudonym by two HMACs; here it is looked up. */
function createOriginLookup(ledger: Ledger): (enterpriseId: EnterpriseId) => string {
  const origins = new Map<EnterpriseId, string>();
  return (enterpriseId) => {
    let origin = origins.get(enterpriseId);
    if (origin === undefined) {
      origin = ledger.originOf("enterprise", enterpriseId);
      origins.set(enterpriseId, origin);
    }
    return origin;
  };
}
