import type { Selectable, Transaction } from "kysely";
import type { ArtefactRecord, ScorecardProject, StepSignOff } from "#models";
import type { Tables } from "./schema.ts";
import type { ScorecardTables } from "./schema/scorecard.ts";

/** Projects with their artefacts' records, newest first; one by its id, or all. */
export async function readProjects(
  transaction: Transaction<Tables>,
  id: string | null,
): Promise<ScorecardProject[]> {
  const projects = await transaction
    .selectFrom("scorecard_project as project")
    .innerJoin("scorecard_plan as plan", (join) =>
      join
        .onRef("plan.party_id", "=", "project.party_id")
        .onRef("plan.project_id", "=", "project.project_id")
        .onRef("plan.revision", "=", "project.revision"),
    )
    .selectAll("project")
    .select("plan.plan")
    .$if(id !== null, (query) => query.where("project.project_id", "=", id ?? ""))
    .orderBy("project.created_at_ms", "desc")
    .orderBy("project.project_id", "desc")
    .execute();
  // The artefacts themselves are large: they are read one by one.
  const artefacts = await transaction
    .selectFrom("scorecard_artefact as artefact")
    .leftJoin("scorecard_sign_off as sign", (join) =>
      join
        .onRef("sign.party_id", "=", "artefact.party_id")
        .onRef("sign.artefact_id", "=", "artefact.artefact_id"),
    )
    .select([
      "artefact.artefact_id",
      "artefact.project_id",
      "artefact.step",
      "artefact.sha256",
      "artefact.plan_sha256",
      "artefact.data_sha256",
      "artefact.revision",
      "artefact.ran_by",
      "artefact.ran_by_name",
      "artefact.ran_at_ms",
      "artefact.duration_ms",
      "sign.signed_by",
      "sign.signed_by_name",
      "sign.signed_at_ms",
      "sign.remark",
    ])
    .$if(id !== null, (query) => query.where("artefact.project_id", "=", id ?? ""))
    .orderBy("artefact.ran_at_ms", "desc")
    .orderBy("artefact.artefact_id", "desc")
    .execute();
  const ofProject = Map.groupBy(artefacts, ({ project_id }) => project_id);
  return projects.map((row) => ({
    ...projectOf(row),
    plan: row.plan as ScorecardProject["plan"],
    artefacts: (ofProject.get(row.project_id) ?? []).map(artefactOf),
  }));
}

function projectOf(
  row: Selectable<ScorecardTables["scorecard_project"]>,
): Omit<ScorecardProject, "plan" | "artefacts"> {
  return {
    id: row.project_id,
    name: row.name,
    source: row.source as ScorecardProject["source"],
    isSimulated: row.simulated,
    revision: row.revision,
    createdBy: { id: row.created_by, name: row.created_by_name },
    createdAtMs: row.created_at_ms,
  };
}

type ArtefactRow = Omit<Selectable<ScorecardTables["scorecard_artefact"]>, "artefact" | "party_id"> & {
  readonly [Column in "signed_by" | "signed_by_name" | "signed_at_ms" | "remark"]:
    | Selectable<ScorecardTables["scorecard_sign_off"]>[Column]
    | null;
};

function artefactOf(row: ArtefactRow): ArtefactRecord {
  return {
    id: row.artefact_id,
    step: row.step as ArtefactRecord["step"],
    sha256: row.sha256,
    planSha256: row.plan_sha256,
    dataSha256: row.data_sha256,
    revision: row.revision,
    ranBy: { id: row.ran_by, name: row.ran_by_name },
    ranAtMs: row.ran_at_ms,
    durationMs: row.duration_ms,
    signOff: signOffOf(row),
  };
}

function signOffOf(row: ArtefactRow): StepSignOff | null {
  const { signed_by: id, signed_at_ms: atMs } = row;
  if (id === null || atMs === null) return null;
  return { by: { id, name: row.signed_by_name ?? "" }, atMs, comment: row.remark ?? "" };
}
