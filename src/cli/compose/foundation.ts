import { randomUUID } from "node:crypto";
import path from "node:path";
import type pino from "pino";
import type { AccessStores } from "#access";
import {
  createAccessStores,
  createIdempotencyStore,
  type EmbeddedSystemOfRecord,
  openEmbeddedSystemOfRecord,
} from "#adapters/postgres";
import { openPdfRenderer } from "#adapters/typst";
import type { EvaluationServices, IdempotencyStore } from "#jobs";
import { type Clock, createIdSource, createRandom, type IdSource } from "#kernel";
import type { PdfRenderer } from "#report";
import type { Witnessing } from "#witness";
import type { CommandContext } from "../command-context.ts";
import { type OpenStores, openStores } from "../open-stores.ts";
import { openJobs } from "./jobs.ts";
import { openWitnessing } from "./witnessing.ts";

/** The open stores of a data directory and what every area builds on. */
export interface Foundation {
  readonly directory: string;
  readonly stores: OpenStores;
  readonly record: EmbeddedSystemOfRecord;
  readonly access: AccessStores;
  readonly jobs: EvaluationServices;
  readonly idempotency: IdempotencyStore;
  readonly pdf: PdfRenderer;
  /** Who asks the witnesses of the platform log; null where no policy names any. */
  readonly witnessing: Witnessing | null;
  readonly nextId: IdSource;
  readonly clock: Clock;
  readonly logger: pino.Logger;
  /** Closes everything, in the opposite order; safe to call once. */
  close(): Promise<void>;
}

const dayMs = 86_400_000;

/**
 * Opens a data directory with all its stores: the log, the observations and the system of record.
 * @throws FILES_DIRECTORY_IN_USE naming the process that has it; the faults of the stores
 */
export async function openFoundation(
  options: {
    readonly dataDir: string;
    readonly origin?: string;
    readonly mustExist?: boolean;
    readonly witnessPolicy?: string | undefined;
    /** What the bank of this installation is called. */
    readonly bank?: { readonly code?: string | undefined; readonly name?: string | undefined };
    readonly logger: (directory: string) => pino.Logger;
  },
  { clock, stderr }: Pick<CommandContext, "clock" | "stderr">,
): Promise<Foundation> {
  const { dataDir, origin, bank, mustExist = false } = options;
  const opening = { clock, mustExist };
  const stores = await openStores(dataDir, origin === undefined ? opening : { ...opening, origin });
  const closing: (() => Promise<void>)[] = [async () => await stores.close()];
  const close = async (): Promise<void> => {
    for (const closeOne of closing.splice(0).toReversed()) await closeOne();
  };
  try {
    const { directory } = stores;
    const logger = options.logger(directory);
    const record = await openEmbeddedSystemOfRecord(path.join(directory, "postgres"), clock, bank);
    closing.push(async () => await record.close());
    const nextId = createIdSource(clock, createRandom(randomUUID()));
    const idempotency = createIdempotencyStore(record);
    const access = createAccessStores(record, { nextId, clock });
    // Each party keeps its own keys; one that was being worked on when a server was killed would be taken for ever.
    for (const { id, kind } of await access.parties.list(record.partyId)) {
      if (kind !== "enterprise") await idempotency.clean(id, clock() - dayMs);
    }
    const base = { directory, stores, record, access, nextId, clock, logger };
    const jobs = await openJobs(base, stderr);
    closing.push(async () => await jobs.runner.close());
    const pdf = await openPdfRenderer();
    closing.push(async () => await pdf.close());
    const policyFile = options.witnessPolicy;
    const onFailure = (cause: unknown): void => logger.error({ err: cause }, "asking a witness failed");
    const asking = { ledger: stores.ledger, directory, clock, onFailure };
    const witnessing = policyFile === undefined ? null : openWitnessing({ ...asking, policyFile });
    if (witnessing !== null) closing.push(async () => await witnessing.close());
    return { ...base, jobs, idempotency, pdf, witnessing, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
