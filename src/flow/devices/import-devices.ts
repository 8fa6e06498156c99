import type { Actor } from "#access";
import type { Onboarding } from "#consent";
import { businessDayOf, type ReportProgress } from "#kernel";
import {
  bareTwin,
  type BindingToAdd,
  checkDeviceSheets,
  type CheckedSheets,
  type CollectorToAdd,
  collectorMessagesPerSecond,
  datasetScheme,
  type DeviceTables,
  type ElementToSave,
  enterpriseIdOf,
  readDeviceSheets,
  type ReadSheets,
  type ResolvedElement,
  sayProblem,
  type SheetNote,
  type TwinData,
} from "#registry";
import type { DeviceImport, DeviceImportRequest, MadeCode } from "./device-import.ts";
import { deviceActorOf, type DeviceStores, note } from "./device-stores.ts";
import { claimElements, newCode } from "./keep-collectors.ts";
import { requireEnterprises } from "./keep-elements.ts";
import { sealDevices } from "./seal-devices.ts";

/** What importing a workbook needs beyond the stores. */
export interface ImportStores extends DeviceStores {
  /** Registers the enterprises of a list, all or none. */
  readonly onboard: (
    actor: Actor,
    list: { readonly dataset: string; readonly table: DeviceTables["enterprises"] },
  ) => Promise<Onboarding>;
}

/**
 * Registers the enterprises, places, machines, meters and collectors of a workbook. Everything is checked before
 * anything is written; the same workbook again finds everything known. Enterprises go first: should the machine stop
 * between them and their elements, the same workbook again adds what is missing.
 */
export async function importDevices(
  stores: ImportStores,
  actor: Actor,
  { dataset, tables, isDryRun }: DeviceImportRequest,
  onProgress: ReportProgress = () => {},
): Promise<DeviceImport> {
  const nowMs = stores.clock();
  const read = readDeviceSheets(tables, businessDayOf(nowMs));
  const checked = await check(stores, actor, { dataset, read });
  const problems = [...read.problems, ...checked.problems, ...nothingToDo(read)];
  const base = { ...emptyImport, isDryRun, problems, warnings: read.warnings, rows: countRows(read) };
  if (problems.length > 0 || isDryRun) return base;
  const report = (done: number): void => onProgress({ step: "register", done, total: 4, unit: "steps" });
  report(0);
  const onboarding = await onboard(stores, actor, { dataset, tables, read });
  if (onboarding.problems.length > 0) return { ...base, problems: onboardingNotes(onboarding) };
  report(1);
  const owners = await requireEnterprises(stores, actor, [
    ...checked.elements.map(({ enterpriseId }) => enterpriseId),
    ...checked.collectors.map(({ enterpriseId }) => enterpriseId),
  ]);
  const deviceActor = deviceActorOf(actor);
  const elements = parentsFirst(checked.elements).map((one): ElementToSave => {
    const { id, enterpriseId, kind, code, validFrom, data } = one;
    return {
      id,
      enterpriseId,
      ownerPartyId: owners.get(enterpriseId) ?? null,
      kind,
      code,
      validFrom,
      data: whole(data),
    };
  });
  const saved = await stores.elements.save(deviceActor, elements, nowMs);
  report(2);
  const made = await makeCollectors(stores, actor, { checked, owners, atMs: nowMs });
  const claims = await claimDevices(stores, actor, checked);
  report(3);
  const subject = `${dataset} ${saved.added}+${saved.changed} ${made.codes.length}`;
  await note(stores, actor, "devices.imported", subject);
  await sealDevices(stores, actor.party.id);
  await stores.directory.refreshAll();
  report(4);
  const { registered, known, invitations } = onboarding;
  return { ...base, enterprises: { registered, known }, elements: saved, ...made, claims, invitations };
}

const emptyImport = {
  enterprises: { registered: 0, known: 0 },
  elements: { added: 0, changed: 0, unchanged: 0 },
  collectors: { registered: 0, known: 0 },
  claims: { added: 0, known: 0 },
  codes: [],
  invitations: [],
} satisfies Partial<DeviceImport>;

async function check(
  { register, elements, collectors, clock }: ImportStores,
  { party }: Actor,
  { dataset, read }: { readonly dataset: string; readonly read: ReadSheets },
): Promise<CheckedSheets> {
  const knownAtMs = clock();
  const kept = (await register.list(party.id, businessDayOf(knownAtMs))).filter(
    (one) => one.dataset === dataset && one.registeredByPartyId === party.id,
  );
  const scheme = datasetScheme(dataset);
  const named = new Set(
    [...read.elements, ...read.collectors, ...read.claims].map(({ enterprise }) => enterprise),
  );
  const enterpriseIds = [...named]
    .filter((code) => code !== "")
    .map((value) => enterpriseIdOf({ scheme, value }));
  const known = await elements.list(party.id, { enterpriseIds, on: "9999-12-31", knownAtMs });
  const gateways = read.claims.length === 0 ? [] : await collectors.list(party.id);
  return checkDeviceSheets(read, {
    dataset,
    enterprises: new Set(kept.map(({ code }) => code)),
    elements: known,
    collectors: gateways.filter(
      (one) => one.state !== "revoked" && (one.partyId === party.id || one.ownerPartyId === party.id),
    ),
  });
}

function nothingToDo(read: ReadSheets): readonly SheetNote[] {
  const isEmpty = Object.values(countRows(read)).every((count) => count === 0);
  if (!isEmpty || read.problems.length > 0) return [];
  const column = { zh: "", en: "" };
  return [
    { sheet: "enterprises", row: 1, column, code: "DEVICE_NOTHING", ...sayProblem("DEVICE_NOTHING", {}) },
  ];
}

function countRows(read: ReadSheets): DeviceImport["rows"] {
  const inSheet = (sheet: ResolvedElement["sheet"]): number =>
    read.elements.filter((one) => one.sheet === sheet).length;
  return {
    enterprises: read.enterprises.enterprises.length,
    sites: inSheet("sites"),
    elements: inSheet("elements"),
    meters: inSheet("meters"),
    collectors: read.collectors.length,
    claims: read.claims.length,
  };
}

async function onboard(
  stores: ImportStores,
  actor: Actor,
  { dataset, tables, read }: Pick<DeviceImportRequest, "dataset" | "tables"> & { readonly read: ReadSheets },
): Promise<Onboarding> {
  if (read.enterprises.enterprises.length === 0) {
    return { registered: 0, known: 0, problems: [], warnings: [], invitations: [] };
  }
  return await stores.onboard(actor, { dataset, table: tables.enterprises });
}

function onboardingNotes({ problems }: Onboarding): readonly SheetNote[] {
  return problems.map(({ row, column, code, zh, en }) => ({
    sheet: "enterprises",
    row,
    column: { zh: column, en: column },
    code,
    zh,
    en,
  }));
}

/** Fields that a sheet has no column for are empty. */
function whole(data: TwinData): TwinData {
  return { ...bareTwin(data.name), ...data };
}

function parentsFirst(elements: readonly ResolvedElement[]): readonly ResolvedElement[] {
  const depthOf = new Map<string, number>();
  const byId = new Map(elements.map((one) => [one.id, one]));
  const depth = (one: ResolvedElement): number => {
    const known = depthOf.get(one.id);
    if (known !== undefined) return known;
    const parent = one.data.parentId === null ? undefined : byId.get(one.data.parentId);
    // Cycles were found before; the mark keeps even an unfound one from going on.
    depthOf.set(one.id, 0);
    const found = parent === undefined ? 0 : depth(parent) + 1;
    depthOf.set(one.id, found);
    return found;
  };
  return [...elements].sort((a, b) => depth(a) - depth(b));
}

async function makeCollectors(
  stores: ImportStores,
  actor: Actor,
  wanted: {
    readonly checked: CheckedSheets;
    readonly owners: ReadonlyMap<string, string | null>;
    readonly atMs: number;
  },
): Promise<Pick<DeviceImport, "collectors" | "codes">> {
  const { checked, owners, atMs } = wanted;
  if (checked.collectors.length === 0) return { collectors: { registered: 0, known: 0 }, codes: [] };
  const existing = await stores.collectors.list(actor.party.id);
  const names = new Set(
    existing.filter(({ state }) => state !== "revoked").map((one) => `${one.enterpriseId}\n${one.name}`),
  );
  const fresh = checked.collectors.filter(({ enterpriseId, name }) => !names.has(`${enterpriseId}\n${name}`));
  const collectors: CollectorToAdd[] = [];
  const codes: MadeCode[] = [];
  for (const { enterprise, enterpriseId, name, elements, messagesPerSecond } of fresh) {
    const code = newCode(stores);
    const ownerPartyId = owners.get(enterpriseId) ?? null;
    const id = stores.nextId();
    const bindings = elements.map(
      (one): BindingToAdd => ({ code: one.code, elementId: one.id, enterpriseId, ownerPartyId }),
    );
    collectors.push({
      id,
      kind: "collector",
      name,
      enterpriseId,
      ownerPartyId,
      sparkplug: null,
      tokenHash: null,
      messagesPerSecond: messagesPerSecond ?? collectorMessagesPerSecond.value,
      code,
      bindings,
    });
    codes.push({
      enterprise,
      collector: name,
      collectorId: id,
      elements: elements.map((one) => one.code),
      code: code.text,
      expiresAtMs: code.expiresAtMs,
    });
  }
  await stores.collectors.add(deviceActorOf(actor), collectors, atMs);
  const known = checked.collectors.length - fresh.length;
  return { collectors: { registered: fresh.length, known }, codes };
}

/** Devices behind gateways: one change a gateway. */
async function claimDevices(
  stores: ImportStores,
  actor: Actor,
  { claims }: CheckedSheets,
): Promise<DeviceImport["claims"]> {
  let added = 0;
  for (const [collectorId, wanted] of Map.groupBy(claims, (one) => one.collectorId)) {
    const before = await stores.collectors.find(actor.party.id, collectorId);
    const bound = new Map((before?.bindings ?? []).map((one) => [one.code, one.elementId]));
    added += wanted.filter(({ code, elementId }) => bound.get(code) !== elementId).length;
    await claimElements(stores, actor, collectorId, wanted);
  }
  return { added, known: claims.length - added };
}
