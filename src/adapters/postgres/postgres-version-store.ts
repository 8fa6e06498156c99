import type { Transaction } from "kysely";
import type {
  NewVersion,
  ScorecardVersion,
  StoredExport,
  VersionState,
  VersionStore,
  VersionTransition,
} from "#models";
import type { Tables } from "./schema.ts";
import { readSummaries, withTransitions } from "./scorecard-version-rows.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** Versions of scorecards in PostgreSQL. */
export function createVersionStore(record: SystemOfRecord): VersionStore {
  return { ...additionsOf(record), ...readsOf(record), ...filesOf(record), ...lifeOf(record) };
}

function additionsOf(record: SystemOfRecord): Pick<VersionStore, "nextVersion" | "add"> {
  return {
    nextVersion: async (partyId) => {
      const { newest } = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("scorecard_version")
          .select((select) => select.fn.max("version").as("newest"))
          .executeTakeFirstOrThrow(),
      );
      return Number(newest ?? 0) + 1;
    },
    // Two who publish at once meet at the unique version: the later one is refused.
    add: async (partyId, version, files) => {
      await record.inParty(partyId, async (transaction) => {
        await transaction.insertInto("scorecard_version").values(rowOf(partyId, version)).execute();
        for (const transition of version.transitions) {
          await addTransition(transaction, {
            partyId,
            version: { id: version.id, developedBy: developerOf(version) },
            from: null,
            transition,
          });
        }
        for (const { format, sha256, bytes } of files) {
          const content = Buffer.from(bytes);
          await transaction
            .insertInto("scorecard_export")
            .values({ party_id: partyId, version_id: version.id, format, sha256, content })
            .execute();
        }
      });
    },
  };
}

function developerOf({ transitions }: NewVersion): string {
  return transitions[0]?.by.id ?? "";
}

function rowOf(partyId: string, version: NewVersion) {
  return {
    party_id: partyId,
    version_id: version.id,
    version: version.version,
    name: version.name,
    project_id: version.projectId,
    revision: version.revision,
    simulated: version.isSimulated,
    state: "developed",
    developed_by: developerOf(version),
    developers: JSON.stringify(version.developers),
    plan: JSON.stringify(version.plan),
    card: JSON.stringify(version.card),
    evaluation: version.evaluationText,
    model_card: JSON.stringify(version.content),
    sha256: version.sha256,
    auc: version.auc === null ? null : JSON.stringify(version.auc),
    ks: version.ks,
    indicators: version.card.indicators.length,
  };
}

function readsOf(
  record: SystemOfRecord,
): Pick<VersionStore, "find" | "list" | "summarize" | "champion" | "shadows"> {
  const inState = async (partyId: string, state: VersionState): Promise<ScorecardVersion[]> =>
    await record.inParty(partyId, async (transaction) => {
      const rows = await transaction
        .selectFrom("scorecard_version")
        .selectAll()
        .where("state", "=", state)
        .orderBy("version")
        .execute();
      return await withTransitions(transaction, rows);
    });
  return {
    find: async (partyId, id) =>
      await record.inParty(partyId, async (transaction) => {
        const rows = await transaction
          .selectFrom("scorecard_version")
          .selectAll()
          .where("version_id", "=", id)
          .execute();
        return (await withTransitions(transaction, rows))[0] ?? null;
      }),
    list: async (partyId) =>
      await record.inParty(partyId, async (transaction) => await readSummaries(transaction, null)),
    summarize: async (partyId, id) =>
      await record.inParty(partyId, async (transaction) => (await readSummaries(transaction, id))[0] ?? null),
    champion: async (partyId) => (await inState(partyId, "champion"))[0] ?? null,
    shadows: async (partyId) => await inState(partyId, "shadow"),
  };
}

function filesOf(record: SystemOfRecord): Pick<VersionStore, "readEvaluation" | "readExport"> {
  return {
    readEvaluation: async (partyId, id) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("scorecard_version")
          .select("evaluation")
          .where("version_id", "=", id)
          .executeTakeFirst(),
      );
      return row?.evaluation ?? null;
    },
    readExport: async (partyId, id, format): Promise<StoredExport | null> => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("scorecard_export")
          .select(["sha256", "content"])
          .where("version_id", "=", id)
          .where("format", "=", format)
          .executeTakeFirst(),
      );
      return row === undefined ? null : { format, sha256: row.sha256, bytes: row.content };
    },
  };
}

function lifeOf(record: SystemOfRecord): Pick<VersionStore, "move" | "keepSealed"> {
  return {
    move: async (partyId, id, { from, transition }) =>
      await record.inParty(partyId, async (transaction) => {
        const before = transition.state === "champion" ? await championBefore(transaction, id) : null;
        if (before !== null) {
          await setState(transaction, before.version_id, { from: "champion", to: "retired" });
          await addTransition(transaction, {
            partyId,
            version: { id: before.version_id, developedBy: before.developed_by },
            from: "champion",
            transition: { ...transition, state: "retired", sha256: before.sha256 },
          });
        }
        const moved = await setState(transaction, id, { from, to: transition.state });
        // Somebody else moved it in between: nothing of this is kept.
        if (moved === null && before !== null) throw new Error(`scorecard version ${id} is not ${from}`);
        if (moved === null) return [];
        await addTransition(transaction, {
          partyId,
          version: { id, developedBy: moved.developed_by },
          from,
          transition,
        });
        return before === null ? [id] : [id, before.version_id];
      }),
    keepSealed: async (partyId, id, state, { origin, entry }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("scorecard_transition")
          .set({ sealed_origin: origin, sealed_entry: entry })
          .where("version_id", "=", id)
          .where("state", "=", state)
          // Two who seal at once seal twice; the first place is kept.
          .where("sealed_origin", "is", null)
          .execute(),
      );
    },
  };
}

/** Who promotes at once acts one after the other: the later one retires the earlier one's. */
async function championBefore(transaction: Transaction<Tables>, id: string) {
  await transaction
    .selectFrom("scorecard_version")
    .select("version_id")
    .where("state", "in", ["shadow", "champion"])
    .orderBy("version_id")
    .forUpdate()
    .execute();
  const row = await transaction
    .selectFrom("scorecard_version")
    .select(["version_id", "developed_by", "sha256"])
    .where("state", "=", "champion")
    .where("version_id", "<>", id)
    .executeTakeFirst();
  return row ?? null;
}

async function setState(
  transaction: Transaction<Tables>,
  id: string,
  { from, to }: { readonly from: VersionState; readonly to: VersionState },
) {
  const row = await transaction
    .updateTable("scorecard_version")
    .set({ state: to })
    .where("version_id", "=", id)
    .where("state", "=", from)
    .returning(["developed_by"])
    .executeTakeFirst();
  return row ?? null;
}

async function addTransition(
  transaction: Transaction<Tables>,
  added: {
    readonly partyId: string;
    readonly version: { readonly id: string; readonly developedBy: string };
    readonly from: VersionState | null;
    readonly transition: VersionTransition;
  },
): Promise<void> {
  const { partyId, version, from, transition } = added;
  await transaction
    .insertInto("scorecard_transition")
    .values({
      party_id: partyId,
      version_id: version.id,
      from_state: from,
      state: transition.state,
      developed_by: version.developedBy,
      done_by: transition.by.id,
      done_by_name: transition.by.name,
      done_at_ms: transition.atMs,
      words: transition.text,
      sha256: transition.sha256,
    })
    .execute();
}
