import type { Actor } from "#access";
import { accessFaults } from "#access";
import { type DeviceImport, readDeviceWorkbook, writeCodesWorkbook } from "#flow";
import { businessDayOf, type ReportProgress } from "#kernel";
import { twinAt } from "#registry";
import type { CommandContext } from "./command-context.ts";
import { operatorOf } from "./operator.ts";
import { requireHand } from "./require-hand.ts";
import { type OpenAreas, withAreas } from "./with-areas.ts";

/** What the commands about devices do, on a data directory or through a server. */
export interface DeviceDesk {
  importWorkbook(
    file: { readonly name: string; readonly bytes: Uint8Array },
    options: { readonly dataset: string; readonly isDryRun: boolean; readonly onProgress: ReportProgress },
  ): Promise<ImportedWorkbook>;
  listElements(query: { readonly enterpriseId?: string }): Promise<readonly ListedElement[]>;
  listCollectors(query: { readonly enterpriseId?: string }): Promise<readonly ListedCollector[]>;
  renewCode(collectorId: string): Promise<{ readonly code: string; readonly expiresAtMs: number }>;
  move(
    collectorId: string,
    move: "quarantine" | "release" | "revoke",
    reason: string,
  ): Promise<ListedCollector>;
  showTwin(
    elementId: string,
    moment: { readonly at?: string; readonly knownAtMs?: number },
  ): Promise<unknown>;
  showCoverage(): Promise<{
    readonly readings: number;
    readonly orphanReadings: number;
    readonly orphans: number;
  }>;
  registerFound(): Promise<{ readonly added: number; readonly changed: number; readonly unchanged: number }>;
}

export interface ImportedWorkbook
  extends Pick<
    DeviceImport,
    "isDryRun" | "problems" | "warnings" | "rows" | "enterprises" | "elements" | "collectors" | "codes"
  > {
  readonly invitations: number;
  /** The workbook of the codes and owners' links; null where none was made. */
  readonly codesFile: Uint8Array | null;
}

export interface ListedElement {
  readonly id: string;
  readonly enterpriseId: string;
  readonly kind: string;
  readonly code: string;
  readonly twin: { readonly data: { readonly name: string; readonly state: string } };
}

export interface ListedCollector {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  readonly enterpriseId: string | null;
  readonly keys: readonly {
    readonly keyId: string;
    readonly validFromMs: number;
    readonly validToMs: number | null;
    readonly cameBy: string;
  }[];
  readonly codeExpiresAtMs: number | null;
}

/** Where the commands work, and in whose name. */
export interface DeskOptions {
  readonly dataDir?: string;
  readonly server?: string;
  readonly party?: string;
  readonly user?: string;
  readonly passwordFile?: string;
}

/** A desk on a data directory; the operator acts, or the person who is named and proves it by a password. */
export async function withLocalDesk<T>(
  options: DeskOptions & { readonly dataDir: string },
  context: CommandContext,
  work: (desk: DeviceDesk) => Promise<T>,
): Promise<T> {
  return await withAreas(options.dataDir, context, async (open) =>
    work(localDesk(open, await actorFor(open, options))),
  );
}

async function actorFor({ foundation }: OpenAreas, options: DeskOptions): Promise<Actor> {
  const operator = await operatorOf(foundation, options.party);
  if (options.user === undefined) return operator;
  const account = await foundation.access.accounts.findByName(operator.party.id, options.user);
  if (account === null) throw accessFaults.fault("ACCESS_WRONG_CREDENTIALS");
  await requireHand(account, options.passwordFile);
  return { ...operator, accountId: account.id };
}

function localDesk({ foundation, areas }: OpenAreas, actor: Actor): DeviceDesk {
  const { elements, collectors, assets, importTables } = areas.devices;
  return {
    importWorkbook: async ({ name, bytes }, { dataset, isDryRun, onProgress }) => {
      const tables = await readDeviceWorkbook(name, bytes);
      const made = await importTables(actor, { dataset, tables, isDryRun }, onProgress);
      const hasSecrets = made.codes.length + made.invitations.length > 0;
      const codesFile = hasSecrets ? await writeCodesWorkbook(made, "http://SERVER") : null;
      return { ...made, invitations: made.invitations.length, codesFile };
    },
    listElements: async ({ enterpriseId }) =>
      await elements.list(actor, enterpriseId === undefined ? {} : { enterpriseIds: [enterpriseId] }),
    listCollectors: async ({ enterpriseId }) => await collectors.list(actor, enterpriseId),
    renewCode: async (collectorId) => {
      const { code } = await collectors.renewCode(actor, collectorId);
      return { code: code?.text ?? "", expiresAtMs: code?.expiresAtMs ?? 0 };
    },
    move: async (collectorId, move, reason) => await collectors[move](actor, collectorId, reason),
    showTwin: async (elementId, moment) => {
      const { versions, ...element } = await elements.find(actor, elementId);
      const nowMs = foundation.clock();
      const { at = businessDayOf(nowMs), knownAtMs = nowMs } = moment;
      return { ...element, on: at, knownAtMs, twin: twinAt(versions, { on: at, knownAtMs }), versions };
    },
    showCoverage: async () => {
      const { readings, orphanReadings, orphans } = await assets.coverage(actor);
      return { readings, orphanReadings, orphans: orphans.length };
    },
    registerFound: async () => await assets.registerFound(actor),
  };
}
