import { rm } from "node:fs/promises";
import path from "node:path";
import { builtInMappings, type FileToRead, type Mapping, type ObservationStore } from "#collect";
import type { BasisStore } from "#consent";
import { checkUpload, claimDataset, type EvaluationServices, jobsFaults, type JobWork } from "#jobs";
import type { Ledger } from "#ledger";
import type { RegisteredEnterprise } from "#registry";
import type { InputFile } from "#report";
import { flowFaults } from "../errors.ts";
import { importFiles, type ImportReport } from "../import-files.ts";
import type { SignedReader, StartedImport, WantedImport } from "./import-services.ts";
import type { ImportedFile, ImportStore } from "./import-store.ts";
import type { ImportedData } from "./imported-data.ts";
import { inspectUpload, type InspectedFile, type UploadInspection } from "./inspect-upload.ts";
import { ownersOf } from "./owners-of.ts";

/** Everything that imports need, passed in. */
export interface ImportParts {
  readonly jobs: EvaluationServices;
  readonly store: ImportStore;
  readonly data: ImportedData;
  readonly basis: BasisStore;
  readonly ledger: Ledger;
  readonly observations: ObservationStore;
  readonly registered: (partyId: string) => Promise<readonly RegisteredEnterprise[]>;
}

/** Mappings by which files are recognised: the party's own first, then the built-in ones. */
export async function knownMappings(store: ImportStore, partyId: string): Promise<readonly Mapping[]> {
  const saved = await store.listMappings(partyId);
  return [...saved.map(({ mapping }) => mapping), ...builtInMappings()];
}

/** Looks at an upload as its import would read it. */
export async function inspectForImport(
  parts: ImportParts,
  partyId: string,
  { uploadId, dataset }: { readonly uploadId: string; readonly dataset: string | null },
): Promise<UploadInspection> {
  const { files } = await checkUpload(parts.jobs, partyId, uploadId);
  const registered = await parts.registered(partyId);
  return await inspectUpload({
    folder: parts.jobs.uploadFolderOf(uploadId),
    files,
    known: await knownMappings(parts.store, partyId),
    registered: registered.filter((one) => dataset === null || one.dataset === dataset),
    earlier: await parts.store.findEarlier(
      partyId,
      files.map(({ sha256 }) => sha256),
    ),
  });
}

/** Starts the import of an upload as a job; the uploaded files are removed when it has ended. */
export async function startImport(
  parts: ImportParts,
  reader: SignedReader,
  wanted: WantedImport,
): Promise<StartedImport> {
  const { jobs, store } = parts;
  const { uploadId, dataset, attestation } = wanted;
  const partyId = reader.party.id;
  const inspection = await inspectForImport(parts, partyId, { uploadId, dataset });
  const known = await knownMappings(store, partyId);
  const folder = jobs.uploadFolderOf(uploadId);
  const files = chosenFiles(inspection, wanted, known);
  const paths = files.map(({ file, enterpriseCode, mapping }): FileToRead => {
    return { path: path.join(folder, file.name), name: file.name, enterpriseCode, mapping };
  });
  const standing = await claimDataset(jobs, partyId, dataset);
  const simulated = await agreeOnSimulated(parts, { partyId, dataset, standing }, inspection.simulated);
  const importId = jobs.nextId();
  const jobId = jobs.nextId();
  if (!(await jobs.uploads.use(partyId, uploadId, importId))) {
    throw jobsFaults.fault("JOBS_UPLOAD_USED", { id: uploadId, evaluation: "" });
  }
  await store.add({
    id: importId,
    jobId,
    kind: "import",
    partyId,
    dataset,
    simulated,
    attestation,
    startedBy: reader.account.id,
    startedByName: reader.account.name,
    createdAtMs: jobs.clock(),
    files: files.map(({ file }) => ({ name: file.name, sha256: file.sha256 })),
  });
  const work = { reader, wanted, importId, known, files, paths };
  await jobs.runner.start({ partyId, kind: "import", key: importId, id: jobId }, async (job) => {
    try {
      await runImport(parts, work, job);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  return { importId, jobId };
}

async function runImport(
  parts: ImportParts,
  work: {
    readonly reader: SignedReader;
    readonly wanted: WantedImport;
    readonly importId: string;
    readonly known: readonly Mapping[];
    readonly files: readonly ChosenFile[];
    readonly paths: readonly FileToRead[];
  },
  job: Parameters<JobWork>[0],
): Promise<void> {
  const { reader, importId, known, files, paths } = work;
  const { dataset, attestation } = work.wanted;
  const { jobs, store } = parts;
  const partyId = reader.party.id;
  const owners = await ownersOf(jobs, partyId, dataset);
  let brought: readonly string[] = [];
  const report = await importFiles({
    ...parts,
    ...job,
    paths,
    mappings: known,
    dataset,
    clock: jobs.clock,
    mayBring: owners.mayBring,
    onBrought: async (ids) => {
      brought = ids;
      await owners.onBrought(ids);
    },
  });
  await attest(parts, reader, { attestation, dataset, enterpriseIds: brought });
  await store.saveReport(partyId, importId, importedFilesOf(report, paths, files), jobs.clock());
}

interface ChosenFile {
  readonly file: InspectedFile;
  readonly enterpriseCode: string | null;
  readonly mapping: Mapping | null;
}

/** @throws FLOW_MAPPING_NOT_FOUND, FLOW_FILE_NOT_IN_UPLOAD */
function chosenFiles(
  inspection: UploadInspection,
  wanted: WantedImport,
  known: readonly Mapping[],
): readonly ChosenFile[] {
  for (const { name } of wanted.files) {
    if (!inspection.files.some((file) => file.name === name)) {
      throw flowFaults.fault("FLOW_FILE_NOT_IN_UPLOAD", { file: name });
    }
  }
  return inspection.files.flatMap((file) => {
    const told = wanted.files.find(({ name }) => name === file.name);
    if (told?.isSkipped === true) return [];
    const code = told?.enterpriseCode === undefined ? file.owner.code : told.enterpriseCode;
    const mapping = told?.mapping === undefined ? null : mappingOf(told.mapping, known);
    return [{ file, enterpriseCode: code === "" ? null : code, mapping }];
  });
}

/** @throws FLOW_MAPPING_NOT_FOUND */
export function mappingOf(id: string, known: readonly Mapping[]): Mapping {
  const found = known.find((mapping) => mapping.id === id);
  if (found === undefined) throw flowFaults.fault("FLOW_MAPPING_NOT_FOUND", { id });
  return found;
}

/** Invented enterprises must never stand among real ones; what joins a simulated data set is shown as simulated. */
async function agreeOnSimulated(
  { jobs, data }: ImportParts,
  { partyId, dataset, standing }: { partyId: string; dataset: string; standing: "own" | "others" },
  isSimulated: boolean,
): Promise<boolean> {
  if (await jobs.datasets.isSimulated(partyId, dataset)) return true;
  if (!isSimulated) return false;
  if (standing === "others" || (await data.balances(dataset)).length > 0) {
    throw jobsFaults.fault("JOBS_DATASET_REAL", { dataset });
  }
  await jobs.datasets.markSimulated(partyId, dataset);
  return true;
}

/** Records by what right the files are held, for the enterprises that nobody else brought rows of. */
async function attest(
  { basis, jobs }: ImportParts,
  reader: SignedReader,
  wanted: { attestation: string | null; dataset: string; enterpriseIds: readonly string[] },
): Promise<void> {
  const { attestation, dataset, enterpriseIds } = wanted;
  if (attestation === null) return;
  const partyId = reader.party.id;
  const others = await jobs.datasets.broughtByOthers(partyId, dataset);
  for (const enterpriseId of enterpriseIds) {
    if (others.has(enterpriseId)) continue;
    await basis.attest({
      id: jobs.nextId(),
      partyId,
      subject: { enterpriseId },
      reference: attestation,
      recordedBy: reader.account.id,
      atMs: jobs.clock(),
    });
  }
}

function importedFilesOf(
  report: ImportReport,
  paths: readonly FileToRead[],
  files: readonly ChosenFile[],
): readonly ImportedFile[] {
  return report.files.map((file, i) => ({
    ...withoutRows(file),
    sha256: files[i]?.file.sha256 ?? null,
    enterpriseCode: paths[i]?.enterpriseCode ?? null,
  }));
}

/** Quarantined rows are read from the store, by those who may see them; the report holds none. */
function withoutRows(file: InputFile): Omit<InputFile, "quarantinedRows"> {
  const { quarantinedRows, ...rest } = file;
  return quarantinedRows === undefined ? file : rest;
}
