import { type ExpressionBuilder, sql } from "kysely";
import type { ReadableEnterprises } from "#consent";
import type { EnterpriseQuery, EnterpriseSummary, EvaluationDocument, EvaluationStore } from "#jobs";
import type { JobState, ShownProblem, StoredEvaluation } from "#jobs";
import type { EvaluatedEnterprise } from "#report";
import { enterpriseRowOf } from "./enterprise-rows.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

const rowsPerInsert = 100;

/** The evaluations and their results in PostgreSQL. Documents come back as they went in, key order apart. */
export function createEvaluationStore(record: SystemOfRecord): EvaluationStore {
  const findWhere = async (
    partyId: string,
    narrow: (query: ReturnType<typeof evaluationsOf>) => ReturnType<typeof evaluationsOf>,
  ): Promise<readonly StoredEvaluation[]> =>
    await record.inParty(partyId, async (transaction) =>
      (await narrow(evaluationsOf(transaction)).execute()).map(storedEvaluationOf),
    );
  return {
    add: async (evaluation) => await addEvaluation(record, evaluation),
    saveResult: async (partyId, evaluationId, evaluation) => {
      const { enterprises, ...document } = evaluation;
      const rows = enterprises.map((enterprise) => enterpriseRowOf(partyId, evaluationId, enterprise));
      await record.inParty(partyId, async (transaction) => {
        for (let from = 0; from < rows.length; from += rowsPerInsert) {
          const some = rows.slice(from, from + rowsPerInsert);
          await transaction.insertInto("evaluated_enterprise").values(some).execute();
        }
        await transaction
          .updateTable("evaluation")
          .set({
            document: JSON.stringify(document),
            simulated: document.simulated,
            enterprises: rows.length,
          })
          .where("evaluation_id", "=", evaluationId)
          .execute();
      });
    },
    find: async (partyId, evaluationId) =>
      (await findWhere(partyId, (query) => query.where("evaluation.evaluation_id", "=", evaluationId)))[0] ??
      null,
    findLatest: async (partyId) =>
      (await findWhere(partyId, (query) => query.where("evaluation.document", "is not", null).limit(1)))[0] ??
      null,
    isSimulatedDataset: async (partyId, dataset) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("evaluation")
          .select("evaluation_id")
          .where("dataset", "=", dataset)
          .where("simulated", "=", true)
          .executeTakeFirst(),
      );
      return row !== undefined;
    },
    list: async (partyId, limit) => await findWhere(partyId, (query) => query.limit(limit)),
    listEnterprises: async (partyId, evaluationId, query, readable) =>
      await record.inParty(partyId, async (transaction) => {
        const chosen = transaction
          .selectFrom("evaluated_enterprise")
          .where("evaluation_id", "=", evaluationId)
          .where(readableOf(readable))
          .where((where) => filterOf(where, query));
        const groups = await chosen
          .select(["decision", "grade"])
          .select(sql<number>`count(*)`.as("enterprises"))
          .select(sql<string>`coalesce(sum(amount_fen), 0)`.as("amountFen"))
          .groupBy(["decision", "grade"])
          .execute();
        const items = await chosen
          .select("summary")
          .orderBy(sortColumns[query.sort], (order) =>
            (query.order === "asc" ? order.asc() : order.desc()).nullsLast(),
          )
          .orderBy("code_order")
          .orderBy("enterprise_id")
          .offset(query.offset)
          .limit(query.limit)
          .execute();
        const totals = totalsOf(groups);
        const { withheld } = await transaction
          .selectFrom("evaluated_enterprise")
          .select(sql<number>`count(*)::integer`.as("withheld"))
          .where("evaluation_id", "=", evaluationId)
          .where(sql<boolean>`not ${readableOf(readable)}`)
          .executeTakeFirstOrThrow();
        return {
          total: totals.enterprises,
          items: items.map(({ summary }) => summary as EnterpriseSummary),
          totals,
          withheld,
        };
      }),
    readEnterprises: async (partyId, evaluationId, readable) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("evaluated_enterprise")
          .select("document")
          .where("evaluation_id", "=", evaluationId)
          .where(readableOf(readable))
          .orderBy("code_order")
          .orderBy("enterprise_id")
          .execute(),
      );
      return rows.map(({ document }) => enterpriseOf(document));
    },
    findEnterprise: async (partyId, evaluationId, enterpriseId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("evaluated_enterprise")
          .select("document")
          .where("evaluation_id", "=", evaluationId)
          .where("enterprise_id", "=", enterpriseId)
          .executeTakeFirst(),
      );
      return row === undefined ? null : enterpriseOf(row.document);
    },
  };
}

/** The evaluation, and by what right its files are held. */
async function addEvaluation(
  record: SystemOfRecord,
  evaluation: Parameters<EvaluationStore["add"]>[0],
): Promise<void> {
  const { id, partyId, jobId, dataset, simulated, createdAtMs, attestation, startedBy } = evaluation;
  await record.inParty(partyId, async (transaction) => {
    await transaction
      .insertInto("evaluation")
      .values({
        party_id: partyId,
        evaluation_id: id,
        job_id: jobId,
        dataset,
        simulated,
        created_at_ms: createdAtMs,
        document: null,
        enterprises: null,
      })
      .execute();
    if (attestation === null) return;
    await transaction
      .insertInto("attestation")
      .values({
        party_id: partyId,
        // One attestation an evaluation: it has its name.
        attestation_id: id,
        evaluation_id: id,
        enterprise_id: null,
        reference: attestation,
        recorded_by: startedBy,
        recorded_at_ms: createdAtMs,
      })
      .execute();
  });
}

/** Names sort by pinyin; the code's own order breaks ties. */
const sortColumns = {
  score: sql.ref("score"),
  pd: sql.ref("pd"),
  amountFen: sql.ref("amount_fen"),
  annualRatePpm: sql.ref("annual_rate_ppm"),
  code: sql.ref("code_order"),
  name: sql`name collate "zh-x-icu"`,
} as const;

function evaluationsOf(transaction: Parameters<Parameters<SystemOfRecord["inParty"]>[1]>[0]) {
  return transaction
    .selectFrom("evaluation")
    .innerJoin("job", "job.job_id", "evaluation.job_id")
    .selectAll("evaluation")
    .select(["job.state", "job.finished_at_ms", "job.problem"])
    .orderBy("evaluation.created_at_ms", "desc")
    .orderBy("evaluation.evaluation_id", "desc");
}

function readableOf({ kind, enterpriseIds }: ReadableEnterprises) {
  const ids = sql`${enterpriseIds}::text[]`;
  return kind === "only"
    ? sql<boolean>`(enterprise_id = any (${ids}))`
    : sql<boolean>`(enterprise_id <> all (${ids}))`;
}

function filterOf(
  where: ExpressionBuilder<Tables, "evaluated_enterprise">,
  { search, grade, decision, label }: EnterpriseQuery,
) {
  const found = search?.trim().toLowerCase() ?? "";
  return where.and([
    ...(grade === undefined ? [] : [where("grade", "=", grade)]),
    ...(decision === undefined ? [] : [where("decision", "=", decision)]),
    ...(label === undefined
      ? []
      : [label === "unknown" ? where("label", "is", null) : where("label", "=", label)]),
    ...(found === ""
      ? []
      : [sql<boolean>`position(${found} in lower(code || ' ' || name || ' ' || enterprise_id)) > 0`]),
  ]);
}

function totalsOf(
  groups: readonly { decision: string; grade: string | null; enterprises: number; amountFen: string }[],
) {
  const countOf = (decision: string): number =>
    groups.filter((group) => group.decision === decision).reduce((sum, group) => sum + group.enterprises, 0);
  const grades = new Map<string, number>();
  for (const { grade, enterprises } of groups) {
    if (grade !== null) grades.set(grade, (grades.get(grade) ?? 0) + enterprises);
  }
  return {
    enterprises: groups.reduce((sum, group) => sum + group.enterprises, 0),
    granted: countOf("granted"),
    declined: countOf("declined"),
    notApplicable: countOf("notApplicable"),
    notScored: countOf("notScored"),
    amountFen: String(groups.reduce((sum, group) => sum + BigInt(group.amountFen), 0n)),
    grades: [...grades].sort().map(([grade, enterprises]) => ({ grade, enterprises })),
  };
}

function storedEvaluationOf(row: {
  evaluation_id: string;
  job_id: string;
  state: string;
  dataset: string;
  simulated: boolean;
  created_at_ms: number;
  finished_at_ms: number | null;
  problem: unknown;
  document: unknown;
  enterprises: number | null;
}): StoredEvaluation {
  return {
    id: row.evaluation_id,
    jobId: row.job_id,
    state: row.state as JobState,
    dataset: row.dataset,
    simulated: row.simulated,
    createdAtMs: row.created_at_ms,
    finishedAtMs: row.finished_at_ms,
    problem: row.problem as ShownProblem | null,
    document: row.document as EvaluationDocument | null,
    enterprises: row.enterprises,
  };
}

/** A document of before the machines' series holds none. */
function enterpriseOf(document: unknown): EvaluatedEnterprise {
  const stored = document as Omit<EvaluatedEnterprise, "machines"> & Partial<EvaluatedEnterprise>;
  return { ...stored, machines: stored.machines ?? [] };
}
