import { requireDataset } from "#jobs";
import { flowFaults } from "../errors.ts";
import { remapFile } from "../remap-file.ts";
import type { SignedReader, StartedImport } from "./import-services.ts";
import type { ImportedFile } from "./import-store.ts";
import { type ImportParts, knownMappings, mappingOf } from "./run-import.ts";

/** Starts reading an imported file again by another mapping, as a job. */
export async function startRemap(
  parts: ImportParts,
  reader: SignedReader,
  wanted: { readonly dataset: string; readonly file: string; readonly mapping: string },
): Promise<StartedImport> {
  const { jobs, store, data } = parts;
  const { dataset, file } = wanted;
  const partyId = reader.party.id;
  await requireDataset(jobs, partyId, dataset);
  const own = await store.fileNames(partyId, dataset);
  if (!own.some((name) => isOfFile(file, name))) {
    throw flowFaults.fault("FLOW_FILE_NOT_SEALED", { file, dataset });
  }
  const mapping = mappingOf(wanted.mapping, await knownMappings(store, partyId));
  const importId = jobs.nextId();
  const jobId = jobs.nextId();
  await store.add({
    id: importId,
    jobId,
    kind: "remap",
    partyId,
    dataset,
    simulated: await jobs.datasets.isSimulated(partyId, dataset),
    attestation: null,
    startedBy: reader.account.id,
    startedByName: reader.account.name,
    createdAtMs: jobs.clock(),
    files: [],
  });
  await jobs.runner.start({ partyId, kind: "import", key: importId, id: jobId }, async ({ onProgress }) => {
    onProgress({ step: "import", done: 0, total: 1, unit: "steps", subject: file });
    await remapFile({ ...parts, dataset, file, mapping });
    const balances = (await data.balances(dataset)).filter((one) => one.file === file);
    const total = (key: "read" | "stored" | "duplicates" | "quarantined"): number =>
      balances.reduce((sum, one) => sum + one[key], 0);
    const reread: ImportedFile = {
      file,
      layout: mapping.id,
      read: total("read"),
      stored: total("stored"),
      duplicates: total("duplicates"),
      quarantined: total("quarantined"),
      flagged: { amountsDoNotAddUp: 0, numberReused: 0 },
      problem: null,
      sha256: null,
      enterpriseCode: balances[0]?.enterpriseCode ?? null,
    };
    await store.saveReport(partyId, importId, [reread], jobs.clock());
  });
  return { importId, jobId };
}

/** Whether a name as sealed is that of the file, or of a part of it when it is a zip. */
export function isOfFile(sealedName: string, file: string): boolean {
  return sealedName === file || sealedName.startsWith(`${file}/`);
}
