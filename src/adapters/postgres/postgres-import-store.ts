import { type Selectable, sql } from "kysely";
import type { ImportedFile, ImportStore, RowCorrectionRecord, SavedMapping, StoredImport } from "#flow";
import type { Mapping } from "#collect";
import type { JobState, ShownProblem } from "#jobs";
import type { ImportsTables } from "./schema/imports.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** Imports, mappings of columns and corrections of rows in PostgreSQL. */
export function createImportStore(record: SystemOfRecord): ImportStore {
  return { ...writesOf(record), ...readsOf(record), ...mappingsOf(record), ...correctionsOf(record) };
}

function writesOf(record: SystemOfRecord): Pick<ImportStore, "add" | "saveReport"> {
  return {
    add: async ({ partyId, files, ...wanted }) => {
      await record.inParty(partyId, async (transaction) => {
        await transaction
          .insertInto("data_import")
          .values({
            party_id: partyId,
            import_id: wanted.id,
            job_id: wanted.jobId,
            kind: wanted.kind,
            dataset: wanted.dataset,
            attestation: wanted.attestation,
            simulated: wanted.simulated,
            started_by: wanted.startedBy,
            started_by_name: wanted.startedByName,
            created_at_ms: wanted.createdAtMs,
          })
          .execute();
        if (files.length === 0) return;
        const { id: import_id, dataset } = wanted;
        await transaction
          .insertInto("data_import_file")
          .values(files.map(({ name, sha256 }) => ({ party_id: partyId, import_id, name, sha256, dataset })))
          .execute();
      });
    },
    saveReport: async (partyId, importId, files, atMs) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("data_import")
          .set({ report: JSON.stringify(files), finished_at_ms: atMs })
          .where("import_id", "=", importId)
          .execute(),
      );
    },
  };
}

function readsOf(record: SystemOfRecord): Pick<ImportStore, "find" | "list" | "findEarlier" | "fileNames"> {
  const load = async (partyId: string, importId: string | null, limit: number) =>
    await record.inParty(partyId, async (transaction) => {
      const rows = await transaction
        .selectFrom("data_import as i")
        .innerJoin("job as j", "j.job_id", "i.job_id")
        .selectAll("i")
        .select(["j.state", "j.problem", "j.finished_at_ms as job_finished_at_ms"])
        .select(
          sql<string[]>`array(select f.name from touchstone.data_import_file f
            where f.import_id = i.import_id order by f.name)`.as("file_names"),
        )
        .$if(importId !== null, (query) => query.where("i.import_id", "=", importId ?? ""))
        .orderBy("i.created_at_ms", "desc")
        .limit(limit)
        .execute();
      return rows.map(storedImportOf);
    });
  return {
    find: async (partyId, importId) => (await load(partyId, importId, 1))[0] ?? null,
    list: async (partyId, limit) => await load(partyId, null, limit),
    findEarlier: async (partyId, sha256s) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<{
          sha256: string;
          importId: string;
          name: string;
          dataset: string;
          atMs: number;
        }>`
          select distinct on (f.sha256) f.sha256, f.import_id as "importId", f.name, f.dataset,
            i.created_at_ms as "atMs"
          from touchstone.data_import_file f join touchstone.data_import i using (party_id, import_id)
          where f.sha256 = any (${sha256s}::text[]) and i.report is not null
          order by f.sha256, i.created_at_ms`.execute(transaction);
        return new Map(
          rows.map(({ sha256, ...earlier }) => [sha256, { ...earlier, atMs: Number(earlier.atMs) }]),
        );
      }),
    fileNames: async (partyId, dataset) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("data_import_file")
          .select("name")
          .distinct()
          .where("dataset", "=", dataset)
          .execute(),
      );
      return rows.map(({ name }) => name);
    },
  };
}

function mappingsOf(record: SystemOfRecord): Pick<ImportStore, "listMappings" | "saveMapping"> {
  return {
    listMappings: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("column_mapping")
          .selectAll()
          .distinctOn("mapping_id")
          .orderBy("mapping_id")
          .orderBy("version", "desc")
          .execute(),
      );
      return rows.map(savedMappingOf);
    },
    saveMapping: async (partyId, mapping, by, atMs) =>
      await record.inParty(partyId, async (transaction) => {
        const { newest } = await transaction
          .selectFrom("column_mapping")
          .select((select) => select.fn.max("version").as("newest"))
          .where("mapping_id", "=", mapping.id)
          .executeTakeFirstOrThrow();
        // Two who save at once meet at the primary key: the later one is refused.
        const version = Number(newest ?? 0) + 1;
        await transaction
          .insertInto("column_mapping")
          .values({
            party_id: partyId,
            mapping_id: mapping.id,
            version,
            mapping: JSON.stringify(mapping),
            saved_by: by.id,
            saved_by_name: by.name,
            saved_at_ms: atMs,
          })
          .execute();
        return { id: mapping.id, version, mapping, savedByName: by.name, savedAtMs: atMs };
      }),
  };
}

function correctionsOf(record: SystemOfRecord): Pick<ImportStore, "addCorrections" | "listCorrections"> {
  return {
    addCorrections: async (partyId, corrections) => {
      if (corrections.length === 0) return;
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("row_correction")
          .values(
            corrections.map((one) => ({
              party_id: partyId,
              correction_id: one.id,
              dataset: one.dataset,
              file: one.file,
              row_number: one.row,
              origin: one.origin,
              entry_index: one.index,
              ordinal: one.ordinal,
              before_text: one.before,
              after_text: one.after,
              made_by: one.madeBy,
              made_by_name: one.madeByName,
              made_at_ms: one.madeAtMs,
            })),
          )
          .execute(),
      );
    },
    listCorrections: async (partyId, dataset) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("row_correction")
          .selectAll()
          .where("dataset", "=", dataset)
          .orderBy("made_at_ms", "desc")
          .orderBy("row_number")
          .limit(500)
          .execute(),
      );
      return rows.map(correctionOf);
    },
  };
}

function storedImportOf(
  row: Selectable<ImportsTables["data_import"]> & {
    state: string;
    problem: unknown;
    job_finished_at_ms: number | null;
    file_names: string[];
  },
): StoredImport {
  return {
    id: row.import_id,
    jobId: row.job_id,
    kind: row.kind as StoredImport["kind"],
    dataset: row.dataset,
    simulated: row.simulated,
    startedByName: row.started_by_name,
    createdAtMs: row.created_at_ms,
    finishedAtMs: row.finished_at_ms ?? row.job_finished_at_ms,
    state: row.state as JobState,
    problem: row.problem as ShownProblem | null,
    fileNames: row.file_names,
    files: row.report as readonly ImportedFile[] | null,
  };
}

function savedMappingOf(row: Selectable<ImportsTables["column_mapping"]>): SavedMapping {
  return {
    id: row.mapping_id,
    version: row.version,
    mapping: row.mapping as Mapping,
    savedByName: row.saved_by_name,
    savedAtMs: row.saved_at_ms,
  };
}

function correctionOf(row: Selectable<ImportsTables["row_correction"]>): RowCorrectionRecord {
  return {
    id: row.correction_id,
    dataset: row.dataset,
    file: row.file,
    row: row.row_number,
    origin: row.origin,
    index: row.entry_index,
    ordinal: row.ordinal,
    before: row.before_text,
    after: row.after_text,
    madeBy: row.made_by,
    madeByName: row.made_by_name,
    madeAtMs: row.made_at_ms,
  };
}
