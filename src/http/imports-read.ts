import type { Visitor } from "#access";
import type { DataClass, ReadableEnterprises } from "#consent";
import { flowFaults } from "#flow";
import type { HttpServices } from "./services.ts";

const purpose = "creditEvaluation";

/** The data classes that rows of a kind of file are. */
const classesOfKind: Readonly<Record<string, readonly DataClass[]>> = {
  invoices: ["invoice"],
  statements: ["statement"],
  documents: ["businessDocument"],
  readings: ["energy", "machine"],
};

const importedClasses: readonly DataClass[] = [
  "invoice",
  "statement",
  "businessDocument",
  "energy",
  "machine",
];

/** Whether rows of this kind may be read by one who may read these classes. */
export function mayReadKind(classes: ReadonlySet<DataClass>, kind: string): boolean {
  return (classesOfKind[kind] ?? []).some((one) => classes.has(one));
}

/** Enterprises of the data set that the visitor may read now, with the classes; nothing is logged. */
export async function readableClasses(
  { areas }: Pick<HttpServices, "areas">,
  visitor: Visitor,
  dataset: string,
): Promise<ReadonlyMap<string, ReadonlySet<DataClass>>> {
  const found = await areas.consent.readMany(visitor, {
    enterpriseIds: [...(await areas.imports.enterprisesOf(visitor.party.id, dataset))],
    purpose,
    dataClasses: importedClasses,
    what: "import.list",
    isOnlyAsked: true,
  });
  return new Map([...found].map(([id, bases]) => [id, new Set(bases.keys())]));
}

/** For the quarantine: a row that was not understood may be of any class. */
export function onlyThese(classes: ReadonlyMap<string, unknown>): ReadableEnterprises {
  return { kind: "only", enterpriseIds: [...classes.keys()] };
}

/** Records that data of these enterprises is shown; gives those that may still be, fewer after a revocation. */
export async function recordReads(
  { areas }: Pick<HttpServices, "areas">,
  visitor: Visitor,
  enterpriseIds: Iterable<string>,
  what: string,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(enterpriseIds)].filter((id) => id !== "");
  const wanted = { enterpriseIds: ids, purpose, dataClasses: importedClasses, what } as const;
  return new Set((await areas.consent.readMany(visitor, wanted)).keys());
}

/**
 * Reading one quarantined row: its enterprise needs a basis; a row of nobody belongs to whoever sent its file.
 * @throws FLOW_ROW_NOT_IN_QUARANTINE, CONSENT_NO_BASIS
 */
export async function readRowOf(
  services: Pick<HttpServices, "areas">,
  visitor: Visitor,
  place: { readonly origin: string; readonly index: number; readonly ordinal: number },
  what: string,
) {
  const { imports } = services.areas;
  const row = await imports.readRow(place);
  if (row.enterpriseId !== "") {
    const may = await imports.enterprisesOf(visitor.party.id, row.dataset);
    if (!may.has(row.enterpriseId)) throw flowFaults.fault("FLOW_ROW_NOT_IN_QUARANTINE", { ...place });
    const { enterpriseId } = row;
    const read = { enterpriseId, purpose, dataClasses: importedClasses, what } as const;
    await services.areas.consent.readPermitted(visitor, read);
    return row;
  }
  const own = await imports.fileNames(visitor.party.id, row.dataset);
  if (!own.some((name) => row.file === name || row.file.startsWith(`${name}/`))) {
    throw flowFaults.fault("FLOW_ROW_NOT_IN_QUARANTINE", { ...place });
  }
  return row;
}

/** A person who writes, as the room knows it. */
export function signedReader({ party, account }: Visitor) {
  return {
    party: { id: party.id, name: party.name },
    account: { id: account.id, name: account.name },
  };
}
