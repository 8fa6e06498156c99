import type { Transaction } from "kysely";
import type { PlanRevision, ProjectComment, ProjectStore } from "#models";
import type { Tables } from "./schema.ts";
import { readProjects } from "./scorecard-project-rows.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** Modelling projects in PostgreSQL. */
export function createProjectStore(record: SystemOfRecord): ProjectStore {
  return { ...projectsOf(record), ...plansOf(record), ...artefactsOf(record), ...commentsOf(record) };
}

function projectsOf(record: SystemOfRecord): Pick<ProjectStore, "add" | "find" | "list"> {
  return {
    add: async (partyId, { id, name, source, isSimulated, plan, createdBy, createdAtMs }) => {
      await record.inParty(partyId, async (transaction) => {
        await transaction
          .insertInto("scorecard_project")
          .values({
            party_id: partyId,
            project_id: id,
            name,
            source: JSON.stringify(source),
            simulated: isSimulated,
            revision: 1,
            created_by: createdBy.id,
            created_by_name: createdBy.name,
            created_at_ms: createdAtMs,
          })
          .execute();
        await addPlan(transaction, partyId, id, {
          revision: 1,
          plan,
          madeBy: createdBy,
          madeAtMs: createdAtMs,
        });
      });
    },
    find: async (partyId, id) =>
      await record.inParty(partyId, async (transaction) => (await readProjects(transaction, id))[0] ?? null),
    list: async (partyId) =>
      await record.inParty(partyId, async (transaction) => await readProjects(transaction, null)),
  };
}

function plansOf(record: SystemOfRecord): Pick<ProjectStore, "listRevisions" | "changePlan" | "restore"> {
  return {
    listRevisions: async (partyId, id) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("scorecard_plan")
          .selectAll()
          .where("project_id", "=", id)
          .orderBy("revision")
          .execute(),
      );
      return rows.map(
        (row): PlanRevision => ({
          revision: row.revision,
          plan: row.plan as PlanRevision["plan"],
          madeBy: { id: row.made_by, name: row.made_by_name },
          madeAtMs: row.made_at_ms,
        }),
      );
    },
    changePlan: async (partyId, id, { baseRevision, plan, by, atMs }) =>
      await record.inParty(partyId, async (transaction) => {
        const current = await lockProject(transaction, id);
        if (current !== baseRevision) return null;
        const { newest } = await transaction
          .selectFrom("scorecard_plan")
          .select((select) => select.fn.max("revision").as("newest"))
          .where("project_id", "=", id)
          .executeTakeFirstOrThrow();
        const revision = Number(newest) + 1;
        await addPlan(transaction, partyId, id, { revision, plan, madeBy: by, madeAtMs: atMs });
        await goTo(transaction, id, revision);
        return revision;
      }),
    restore: async (partyId, id, revision) =>
      await record.inParty(partyId, async (transaction) => {
        await lockProject(transaction, id);
        const found = await transaction
          .selectFrom("scorecard_plan")
          .select("revision")
          .where("project_id", "=", id)
          .where("revision", "=", revision)
          .executeTakeFirst();
        if (found === undefined) return false;
        await goTo(transaction, id, revision);
        return true;
      }),
  };
}

function artefactsOf(record: SystemOfRecord): Pick<ProjectStore, "addArtefact" | "readArtefact" | "sign"> {
  return {
    addArtefact: async (partyId, projectId, artefact) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("scorecard_artefact")
          .values({
            party_id: partyId,
            artefact_id: artefact.id,
            project_id: projectId,
            step: artefact.step,
            artefact: artefact.text,
            sha256: artefact.sha256,
            plan_sha256: artefact.planSha256,
            data_sha256: artefact.dataSha256,
            revision: artefact.revision,
            ran_by: artefact.ranBy.id,
            ran_by_name: artefact.ranBy.name,
            ran_at_ms: artefact.ranAtMs,
            duration_ms: Math.round(artefact.durationMs),
          })
          .execute(),
      );
    },
    readArtefact: async (partyId, artefactId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("scorecard_artefact")
          .select("artefact")
          .where("artefact_id", "=", artefactId)
          .executeTakeFirst(),
      );
      return row?.artefact ?? null;
    },
    sign: async (partyId, artefactId, { by, atMs, comment }) => {
      const added = await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("scorecard_sign_off")
          .values({
            party_id: partyId,
            artefact_id: artefactId,
            signed_by: by.id,
            signed_by_name: by.name,
            signed_at_ms: atMs,
            remark: comment,
          })
          .onConflict((conflict) => conflict.columns(["party_id", "artefact_id"]).doNothing())
          .executeTakeFirst(),
      );
      return added.numInsertedOrUpdatedRows === 1n;
    },
  };
}

function commentsOf(record: SystemOfRecord): Pick<ProjectStore, "listComments" | "addComment"> {
  return {
    listComments: async (partyId, id) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("scorecard_comment")
          .selectAll()
          .where("project_id", "=", id)
          .orderBy("made_at_ms")
          .orderBy("comment_id")
          .execute(),
      );
      return rows.map(
        (row): ProjectComment => ({
          id: row.comment_id,
          step: row.step as ProjectComment["step"],
          text: row.words,
          by: { id: row.made_by, name: row.made_by_name },
          atMs: row.made_at_ms,
        }),
      );
    },
    addComment: async (partyId, projectId, { id, step, text, by, atMs }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("scorecard_comment")
          .values({
            party_id: partyId,
            comment_id: id,
            project_id: projectId,
            step,
            words: text,
            made_by: by.id,
            made_by_name: by.name,
            made_at_ms: atMs,
          })
          .execute(),
      );
    },
  };
}

/** People who change a plan at once act one after the other; gives the revision that is worked on. */
async function lockProject(transaction: Transaction<Tables>, id: string): Promise<number | null> {
  const row = await transaction
    .selectFrom("scorecard_project")
    .select("revision")
    .where("project_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row?.revision ?? null;
}

async function addPlan(
  transaction: Transaction<Tables>,
  partyId: string,
  projectId: string,
  { revision, plan, madeBy, madeAtMs }: PlanRevision,
): Promise<void> {
  await transaction
    .insertInto("scorecard_plan")
    .values({
      party_id: partyId,
      project_id: projectId,
      revision,
      plan: JSON.stringify(plan),
      made_by: madeBy.id,
      made_by_name: madeBy.name,
      made_at_ms: madeAtMs,
    })
    .execute();
}

async function goTo(transaction: Transaction<Tables>, id: string, revision: number): Promise<void> {
  await transaction.updateTable("scorecard_project").set({ revision }).where("project_id", "=", id).execute();
}
