import type { Selectable, Transaction } from "kysely";
import {
  type ScorecardVersion,
  type VersionState,
  versionStates,
  type VersionSummary,
  type VersionTransition,
} from "#models";
import type { Tables } from "./schema.ts";
import type { ScorecardTables } from "./schema/scorecard.ts";

async function readTransitions(
  transaction: Transaction<Tables>,
  id: string | null,
): Promise<Map<string, VersionTransition[]>> {
  const rows = await transaction
    .selectFrom("scorecard_transition")
    .selectAll()
    .$if(id !== null, (query) => query.where("version_id", "=", id ?? ""))
    .orderBy("done_at_ms")
    .execute();
  // Two steps of one millisecond stand in the order of a life.
  rows.sort((left, right) => left.done_at_ms - right.done_at_ms || placeOf(left) - placeOf(right));
  const found = new Map<string, VersionTransition[]>();
  for (const row of rows)
    found.set(row.version_id, [...(found.get(row.version_id) ?? []), transitionOf(row)]);
  return found;
}

function transitionOf(row: Selectable<ScorecardTables["scorecard_transition"]>): VersionTransition {
  const { sealed_origin: origin, sealed_entry: entry } = row;
  return {
    state: row.state as VersionState,
    by: { id: row.done_by, name: row.done_by_name },
    atMs: row.done_at_ms,
    text: row.words,
    sha256: row.sha256,
    sealed: origin === null || entry === null ? null : { origin, entry },
  };
}

/** Versions in full from their rows. */
export async function withTransitions(
  transaction: Transaction<Tables>,
  rows: readonly Selectable<ScorecardTables["scorecard_version"]>[],
): Promise<ScorecardVersion[]> {
  const transitions = await readTransitions(
    transaction,
    rows.length === 1 ? (rows[0]?.version_id ?? null) : null,
  );
  return rows.map((row) => ({
    ...commonOf(row),
    plan: row.plan as ScorecardVersion["plan"],
    card: JSON.parse(row.card) as ScorecardVersion["card"],
    content: JSON.parse(row.model_card) as ScorecardVersion["content"],
    transitions: transitions.get(row.version_id) ?? [],
  }));
}

const summaryColumns = [
  "version_id",
  "version",
  "name",
  "project_id",
  "revision",
  "simulated",
  "developers",
  "state",
  "sha256",
  "auc",
  "ks",
  "indicators",
] as const;

/** Versions in a list, newest first; one by its id, or all. */
export async function readSummaries(
  transaction: Transaction<Tables>,
  id: string | null,
): Promise<VersionSummary[]> {
  const rows = await transaction
    .selectFrom("scorecard_version")
    .select(summaryColumns)
    .$if(id !== null, (query) => query.where("version_id", "=", id ?? ""))
    .orderBy("version", "desc")
    .execute();
  const transitions = await readTransitions(transaction, id);
  return rows.map((row) => ({
    ...commonOf(row),
    transitions: transitions.get(row.version_id) ?? [],
    auc: row.auc as VersionSummary["auc"],
    ks: row.ks,
    indicators: row.indicators,
  }));
}

function commonOf(
  row: Pick<
    Selectable<ScorecardTables["scorecard_version"]>,
    Exclude<(typeof summaryColumns)[number], "auc">
  >,
) {
  return {
    id: row.version_id,
    version: row.version,
    name: row.name,
    projectId: row.project_id,
    revision: row.revision,
    isSimulated: row.simulated,
    developers: row.developers as VersionSummary["developers"],
    state: row.state as VersionState,
    sha256: row.sha256,
  };
}

function placeOf({ state }: { readonly state: string }): number {
  return versionStates.indexOf(state as VersionState);
}
