import { randomUUID } from "node:crypto";
import path from "node:path";
import type pino from "pino";
import { type AccessStores, createLoginLimit, createLoginTokens } from "#access";
import {
  createAccountStore,
  createAuditStore,
  createBasisStore,
  createDatasetStore,
  createEnterpriseRegister,
  createEvaluationStore,
  createExpertCardStore,
  createIdempotencyStore,
  createInvitationStore,
  createJobStore,
  createPartyStore,
  createSessionStore,
  createUploadStore,
  type EmbeddedSystemOfRecord,
  openEmbeddedSystemOfRecord,
} from "#adapters/postgres";
import { openPdfRenderer } from "#adapters/typst";
import { type EvaluationServices, type IdempotencyStore, openJobRunner } from "#jobs";
import { businessDayOf, type Clock, createIdSource, createRandom, type IdSource } from "#kernel";
import type { PdfRenderer } from "#report";
import type { CommandContext } from "../command-context.ts";
import { type OpenStores, openStores } from "../open-stores.ts";
import { evaluateForServer } from "../server-evaluation.ts";

/** The open stores of a data directory and what every area builds on. */
export interface Foundation {
  readonly directory: string;
  readonly stores: OpenStores;
  readonly record: EmbeddedSystemOfRecord;
  readonly access: AccessStores;
  readonly jobs: EvaluationServices;
  readonly idempotency: IdempotencyStore;
  readonly pdf: PdfRenderer;
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
    /** What the bank of this installation is called. */
    readonly bank?: { readonly code?: string | undefined; readonly name?: string | undefined };
    readonly logger: (directory: string) => pino.Logger;
  },
  { clock, stderr }: Pick<CommandContext, "clock" | "stderr">,
): Promise<Foundation> {
  const { dataDir, origin, bank } = options;
  const stores = await openStores(dataDir, origin === undefined ? { clock } : { clock, origin });
  const closing: (() => Promise<void>)[] = [async () => await stores.close()];
  const close = async (): Promise<void> => {
    for (const closeOne of closing.splice(0).toReversed()) await closeOne();
  };
  try {
    const { directory } = stores;
    const logger = options.logger(directory);
    const record = await openEmbeddedSystemOfRecord(path.join(directory, "postgres"), clock, bank);
    closing.push(async () => await record.close());
    const { partyId } = record;
    const nextId = createIdSource(clock, createRandom(randomUUID()));
    const idempotency = createIdempotencyStore(record);
    await idempotency.clean(partyId, clock() - dayMs);
    const parties = createPartyStore(record);
    const runner = await openJobRunner({
      store: createJobStore(record),
      clock,
      partyIds: (await parties.list(partyId)).map(({ id }) => id),
      onFailure: (job, cause) => {
        logger.error({ err: cause, job: job.id }, "job failed");
        const [line] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
        stderr.write(`${job.kind} ${job.id}: ${line}\n`);
      },
    });
    closing.push(async () => await runner.close());
    const pdf = await openPdfRenderer();
    closing.push(async () => await pdf.close());
    const datasets = createDatasetStore(record);
    const register = createEnterpriseRegister(record);
    const knownEnterprises = async (party: string, dataset: string) => {
      const known = await register.list(party, businessDayOf(clock()));
      return new Set(known.filter((one) => one.dataset === dataset).map(({ id }) => id));
    };
    return {
      directory,
      stores,
      record,
      access: {
        accounts: createAccountStore(record, nextId),
        parties,
        sessions: createSessionStore(record),
        invitations: createInvitationStore(record),
        audit: createAuditStore(record),
        tokens: createLoginTokens(clock),
        limit: createLoginLimit(clock),
        clock,
        partyId,
      },
      jobs: {
        runner,
        evaluations: createEvaluationStore(record),
        uploads: createUploadStore(record),
        datasets,
        knownEnterprises,
        run: evaluateForServer(stores, {
          basis: createBasisStore(record),
          expertCards: createExpertCardStore(record),
          datasets,
          knownEnterprises,
          clock,
        }),
        uploadFolderOf: (uploadId) => path.join(directory, "uploads", uploadId),
        nextId,
        clock,
      },
      idempotency,
      pdf,
      nextId,
      clock,
      logger,
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}
