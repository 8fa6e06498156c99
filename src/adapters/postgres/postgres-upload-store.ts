import type { UploadStore } from "#jobs";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The register of uploads in PostgreSQL. */
export function createUploadStore(record: SystemOfRecord): UploadStore {
  return {
    add: async ({ id, partyId, createdAtMs }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("upload")
          .values({ party_id: partyId, upload_id: id, created_at_ms: createdAtMs, used_by: null })
          .execute(),
      );
    },
    find: async (partyId, uploadId) =>
      await record.inParty(partyId, async (transaction) => {
        const upload = await transaction
          .selectFrom("upload")
          .selectAll()
          .where("upload_id", "=", uploadId)
          .executeTakeFirst();
        if (upload === undefined) return null;
        const files = await transaction
          .selectFrom("upload_file")
          .select(["name", "bytes", "sha256"])
          .where("upload_id", "=", uploadId)
          .orderBy("name")
          .execute();
        return { id: upload.upload_id, createdAtMs: upload.created_at_ms, usedBy: upload.used_by, files };
      }),
    saveFile: async (partyId, uploadId, file) =>
      await record.inParty(partyId, async (transaction) => {
        // The lock keeps the upload from being used while the file is added.
        const upload = await transaction
          .selectFrom("upload")
          .select("used_by")
          .where("upload_id", "=", uploadId)
          .forUpdate()
          .executeTakeFirst();
        if (upload === undefined || upload.used_by !== null) return false;
        const { name, bytes, sha256 } = file;
        await transaction
          .insertInto("upload_file")
          .values({ party_id: partyId, upload_id: uploadId, name, bytes, sha256 })
          .onConflict((conflict) =>
            conflict.columns(["party_id", "upload_id", "name"]).doUpdateSet({ bytes, sha256 }),
          )
          .execute();
        return true;
      }),
    use: async (partyId, uploadId, evaluationId) => {
      const used = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("upload")
          .set({ used_by: evaluationId })
          .where("upload_id", "=", uploadId)
          .where("used_by", "is", null)
          .executeTakeFirst(),
      );
      return used.numUpdatedRows === 1n;
    },
  };
}
