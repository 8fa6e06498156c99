import path from "node:path";
import { defaultReadLimits, type FileInspection, inspectFile, type Mapping } from "#collect";
import type { UploadedFile } from "#jobs";
import type { RegisteredEnterprise } from "#registry";
import { flowFaults } from "../errors.ts";
import { listInputs } from "../list-inputs.ts";
import { findOwner, type FileOwner } from "./find-owner.ts";
import type { EarlierFile } from "./import-store.ts";

/** One file of an upload before anything of it is stored. */
export interface InspectedFile extends UploadedFile {
  readonly inspection: FileInspection;
  readonly owner: FileOwner;
  /** The same content came before. */
  readonly earlier: EarlierFile | null;
}

/** What an upload holds; `name` is that of the data set that the files themselves give. */
export interface UploadInspection {
  readonly name: string | null;
  readonly simulated: boolean;
  readonly files: readonly InspectedFile[];
}

interface Inspecting {
  readonly folder: string;
  readonly files: readonly UploadedFile[];
  /** Mappings tried in this order. */
  readonly known: readonly Mapping[];
  readonly registered: readonly RegisteredEnterprise[];
  readonly earlier: ReadonlyMap<string, EarlierFile>;
}

const descriptionFile = "dataset.json";

/** Looks at every file of an upload as an import would; stores nothing. @throws FLOW_BAD_DATASET_FILE */
export async function inspectUpload(request: Inspecting): Promise<UploadInspection> {
  const { folder, files } = request;
  const inputs = await listInputs({ folder, readings: [], mappingFiles: [] });
  const isDescribed = files.some(({ name }) => name === descriptionFile);
  const inspected: InspectedFile[] = [];
  for (const file of files) {
    if (file.name === descriptionFile) continue;
    const described = inputs.paths.find(({ name }) => name === file.name);
    const toRead = { describedCode: described?.enterpriseCode ?? null, mapping: described?.mapping ?? null };
    inspected.push(await inspectOne(request, file, toRead));
  }
  return { name: isDescribed ? inputs.dataset : null, simulated: inputs.simulated, files: inspected };
}

/** Looks at one file by the mapping given. @throws FLOW_FILE_NOT_IN_UPLOAD */
export async function inspectOneFile(
  request: Inspecting,
  wanted: { readonly name: string; readonly mapping: Mapping | null },
): Promise<InspectedFile> {
  const file = request.files.find(({ name }) => name === wanted.name);
  if (file === undefined) throw flowFaults.fault("FLOW_FILE_NOT_IN_UPLOAD", { file: wanted.name });
  return await inspectOne(request, file, { describedCode: null, mapping: wanted.mapping });
}

async function inspectOne(
  { folder, known, registered, earlier }: Inspecting,
  file: UploadedFile,
  { describedCode, mapping }: { readonly describedCode: string | null; readonly mapping: Mapping | null },
): Promise<InspectedFile> {
  const { name } = file;
  const inspection = await inspectFile(
    { path: path.join(folder, name), name, enterpriseCode: describedCode, mapping },
    known,
    defaultReadLimits,
  );
  const owner = findOwner({ name, describedCode }, inspection, registered);
  return { ...file, inspection, owner, earlier: earlier.get(file.sha256) ?? null };
}
