import type { ReadableEnterprises } from "#consent";
import type { EpochMs } from "#kernel";
import type { EvaluatedEnterprise, Evaluation } from "#report";
import type { JobState, ShownProblem } from "./job-store.ts";

/** The evaluation document without its enterprises, which are kept and read one by one. */
export type EvaluationDocument = Omit<Evaluation, "enterprises">;

/** An evaluation and how far it came; the state is that of its job. */
export interface StoredEvaluation {
  readonly id: string;
  readonly jobId: string;
  readonly state: JobState;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly createdAtMs: EpochMs;
  readonly finishedAtMs: EpochMs | null;
  readonly problem: ShownProblem | null;
  readonly document: EvaluationDocument | null;
  readonly enterprises: number | null;
}

export interface EnterpriseQuery {
  readonly search?: string | undefined;
  readonly grade?: string | undefined;
  readonly decision?: EvaluatedEnterprise["decision"] | undefined;
  readonly label?: "default" | "performing" | "unknown" | undefined;
  readonly sort: "score" | "pd" | "amountFen" | "annualRatePpm" | "code" | "name";
  readonly order: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
}

export interface EnterpriseTotals {
  readonly enterprises: number;
  readonly granted: number;
  readonly declined: number;
  readonly notApplicable: number;
  readonly notScored: number;
  readonly amountFen: string;
  readonly grades: readonly { readonly grade: string; readonly enterprises: number }[];
}

/** One page of a list; `totals` are over all that the filters let through. */
export interface EnterprisePage {
  readonly total: number;
  readonly items: readonly EnterpriseSummary[];
  readonly totals: EnterpriseTotals;
  /** Enterprises of the evaluation, of any search, that have not authorised the reader. */
  readonly withheld: number;
}

export type EnterpriseSummary = Pick<
  EvaluatedEnterprise,
  | "id"
  | "code"
  | "name"
  | "label"
  | "bankRating"
  | "score"
  | "pd"
  | "rawPd"
  | "grade"
  | "scoredBy"
  | "decision"
  | "amountFen"
  | "annualRatePpm"
  | "capacityFen"
> & {
  readonly mainReason: EvaluatedEnterprise["reasons"][number] | null;
  readonly lastDay: string | null;
};

/**
 * Port to evaluations and their results. Durable when it resolves; a result is stored whole or not at all,
 * and an evaluation is simulated as soon as its result says so;
 * sorting puts missing values last in either order and breaks ties by code and id.
 */
export interface EvaluationStore {
  add(evaluation: {
    id: string;
    partyId: string;
    jobId: string;
    dataset: string;
    simulated: boolean;
    createdAtMs: EpochMs;
    /** By what right the party holds the files; recorded with the evaluation. */
    attestation: string | null;
    startedBy: string | null;
  }): Promise<void>;
  saveResult(partyId: string, evaluationId: string, result: Evaluation): Promise<void>;
  find(partyId: string, evaluationId: string): Promise<StoredEvaluation | null>;
  /** The newest that succeeded. */
  findLatest(partyId: string): Promise<StoredEvaluation | null>;
  /** Whether an evaluation of simulated data had this data set's name. */
  isSimulatedDataset(partyId: string, dataset: string): Promise<boolean>;
  /** Newest first. */
  list(partyId: string, limit: number): Promise<readonly StoredEvaluation[]>;
  /** @param readable  which enterprises may be seen; the totals are over those as well */
  listEnterprises(
    partyId: string,
    evaluationId: string,
    query: EnterpriseQuery,
    readable: ReadableEnterprises,
  ): Promise<EnterprisePage>;
  /** The results of all readable enterprises in full, by code. */
  readEnterprises(
    partyId: string,
    evaluationId: string,
    readable: ReadableEnterprises,
  ): Promise<readonly EvaluatedEnterprise[]>;
  findEnterprise(
    partyId: string,
    evaluationId: string,
    enterpriseId: string,
  ): Promise<EvaluatedEnterprise | null>;
}
