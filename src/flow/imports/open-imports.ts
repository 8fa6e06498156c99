import { builtInMappings } from "#collect";
import { requireDataset } from "#jobs";
import { correctRows, type RowCorrection } from "../correct-rows.ts";
import { flowFaults } from "../errors.ts";
import type { RowPlace } from "../sealed-batches.ts";
import type { CorrectionOutcome, ImportServices, SignedReader } from "./import-services.ts";
import type { RowCorrectionRecord } from "./import-store.ts";
import { inspectOneFile } from "./inspect-upload.ts";
import { checkCells, readQuarantinedRow } from "./quarantined-row.ts";
import { startRemap } from "./remap-import.ts";
import { type ImportParts, inspectForImport, knownMappings, startImport } from "./run-import.ts";

/** Imports of files, their quarantine and its correction, on open stores. */
export function openImports(parts: ImportParts): ImportServices {
  const { jobs, store, data, ledger } = parts;
  return {
    store,
    inspect: async ({ party }, uploadId, dataset) =>
      await inspectForImport(parts, party.id, { uploadId, dataset }),
    preview: async ({ party }, uploadId, wanted) => {
      const upload = await jobs.uploads.find(party.id, uploadId);
      return await inspectOneFile(
        {
          folder: jobs.uploadFolderOf(uploadId),
          files: upload?.files ?? [],
          known: await knownMappings(store, party.id),
          registered: await parts.registered(party.id),
          earlier: new Map(),
        },
        wanted,
      );
    },
    start: async (reader, wanted) => await startImport(parts, reader, wanted),
    remap: async (reader, wanted) => await startRemap(parts, reader, wanted),
    find: async (partyId, importId) => {
      const found = await store.find(partyId, importId);
      if (found === null) throw flowFaults.fault("FLOW_IMPORT_NOT_FOUND", { id: importId });
      return found;
    },
    listMappings: async (partyId) => ({
      saved: await store.listMappings(partyId),
      builtIn: builtInMappings(),
    }),
    saveMapping: async ({ party, account }, mapping) =>
      await store.saveMapping(party.id, mapping, account, jobs.clock()),
    ...readsOf(parts),
    readRow: async (place) => await readQuarantinedRow(ledger, place),
    check: async (place, cells) => (await checkCells(ledger, place, cells)).problem,
    correct: async (reader, rows) => await correct(parts, reader, rows),
    quarantine: async (...wanted) => await data.quarantine(...wanted),
  };
}

function readsOf({
  jobs,
  store,
  data,
}: ImportParts): Pick<
  ImportServices,
  "listDatasets" | "balances" | "enterprisesOf" | "fileNames" | "readableOwn"
> {
  return {
    listDatasets: async (partyId) => await jobs.datasets.list(partyId),
    balances: async (partyId, dataset) => {
      await requireDataset(jobs, partyId, dataset);
      return await data.balances(dataset);
    },
    enterprisesOf: async (partyId, dataset) =>
      new Set([
        ...(await jobs.datasets.broughtBy(partyId, dataset)),
        ...(await jobs.knownEnterprises(partyId, dataset)),
      ]),
    fileNames: async (partyId, dataset) => await store.fileNames(partyId, dataset),
    readableOwn: async (partyId, dataset, readable) => {
      if (readable.kind === "only") return readable;
      const others = await jobs.datasets.broughtByOthers(partyId, dataset);
      return { kind: "except", enterpriseIds: [...new Set([...readable.enterpriseIds, ...others])] };
    },
  };
}

/** One entry of the log for the rows of each batch; a job of its own, because only one may write at a time. */
async function correct(
  parts: ImportParts,
  reader: SignedReader,
  rows: readonly (RowPlace & { readonly cells: readonly string[] })[],
): Promise<CorrectionOutcome> {
  const { jobs, ledger } = parts;
  const checked: { readonly place: RowPlace; readonly text: string }[] = [];
  for (const { cells, ...place } of rows) {
    const { text, problem } = await checkCells(ledger, place, cells);
    if (problem !== null) {
      const reason = `${problem.zh} / ${problem.en}`;
      throw flowFaults.fault("FLOW_ROW_STILL_WRONG", { row: place.ordinal + 1, reason });
    }
    checked.push({ place, text });
  }
  const { promise, resolve, reject } = Promise.withResolvers<CorrectionOutcome>();
  const id = jobs.nextId();
  await jobs.runner.start({ partyId: reader.party.id, kind: "import", key: id, id }, async ({ signal }) => {
    try {
      signal.throwIfAborted();
      resolve(await replay(parts, reader, checked));
    } catch (cause) {
      reject(cause);
      throw cause;
    }
  });
  return await promise;
}

async function replay(
  { jobs, store, ledger, observations }: ImportParts,
  { party, account }: SignedReader,
  rows: readonly { readonly place: RowPlace; readonly text: string }[],
): Promise<CorrectionOutcome> {
  const byBatch = Map.groupBy(rows, ({ place }) => `${place.origin} ${place.index}`);
  let [stored, duplicates] = [0, 0];
  const records: RowCorrectionRecord[] = [];
  for (const batch of byBatch.values()) {
    const before = [];
    for (const { place } of batch) before.push(await readQuarantinedRow(ledger, place));
    const corrections: RowCorrection[] = batch.map(({ place, text }) => ({ ...place, text }));
    const { counts } = await correctRows({ ledger, observations, rows: corrections });
    stored += counts.stored;
    duplicates += counts.duplicates;
    for (const [i, { place, text }] of batch.entries()) {
      const original = before[i];
      if (original === undefined) continue;
      records.push({
        id: jobs.nextId(),
        dataset: original.dataset,
        file: original.file,
        row: original.row,
        ...place,
        before: original.raw,
        after: text,
        madeBy: account.id,
        madeByName: account.name,
        madeAtMs: jobs.clock(),
      });
    }
  }
  await store.addCorrections(party.id, records);
  return { corrected: rows.length, stored, duplicates, records };
}
