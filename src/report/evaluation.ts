import type { BusinessDay, EpochMs } from "#kernel";
import type { EvaluatedKnowledge, OutOfTimeTest } from "./evaluated-knowledge.ts";

/**
 * The result of one evaluation, as `--json` prints it, the API serves it and the report shows it.
 * Money is a decimal string of fen, rates are integers in parts per million, ratios are plain numbers.
 */
export interface Evaluation {
  readonly version: "evaluation@1";
  /** True when the input is simulated: shown as 模拟数据 on every page and export. */
  readonly simulated: boolean;
  readonly dataset: string;
  readonly asOf: BusinessDay;
  readonly input: readonly InputFile[];
  /**
   * Enterprises that were left out because nothing of them might be read, and those of which a data class was left out;
   * absent in documents of before consents were asked for.
   */
  readonly permissions?: { readonly withoutBasis: number; readonly restricted: number };
  readonly enterprises: readonly EvaluatedEnterprise[];
  readonly model: EvaluatedModel;
  readonly portfolio: Portfolio;
  /** `knownAt`: only data covered by platform leaves below it was used; with `asOf` it replays the result. */
  readonly log: {
    readonly entries: number;
    readonly root: string;
    readonly origin: string;
    readonly knownAt: number;
  };
  readonly pins: EvaluationPins;
  readonly timing: { readonly wallMs: number; readonly peakRssMb: number };
  /** Every named number that shaped the result. */
  readonly parameters: readonly ShownParameter[];
}

/** SHA-256, hex, of what shaped the result besides the data; sealed with every enterprise's result. */
export interface EvaluationPins {
  /** The card; null without one. */
  readonly scorecardSha256: string | null;
  /** The definitions of all indicators. */
  readonly indicatorsSha256: string;
  /** The shown parameters. */
  readonly parametersSha256: string;
}

/** What became of one file: read = stored + duplicates + quarantined, always. */
export interface InputFile {
  readonly file: string;
  /** The layout it was recognised as; `ignored` when it is not data. */
  readonly layout: string;
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  /** Stored, but contradicting itself or an earlier row. */
  readonly flagged: { readonly amountsDoNotAddUp: number; readonly numberReused: number };
  /** Why a file was ignored or read only in part; a fault code with its parameters. */
  readonly problem: { readonly code: string; readonly zh: string; readonly en: string } | null;
  /** The first of its quarantined rows, for the report; all of them are in the store. */
  readonly quarantinedRows?: readonly ShownQuarantinedRow[];
  /** Of a bank statement, what its running balances say, one an account. */
  readonly statements?: readonly ShownStatementCheck[];
  /** What else is to be known of the file, for people. */
  readonly notes?: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
}

/** What the running balances of one account in one statement say; money is a decimal string of fen. */
export interface ShownStatementCheck {
  /** Empty where the file does not say. */
  readonly account: string;
  readonly lines: number;
  /** Balances that could be compared with the one before. */
  readonly steps: number;
  readonly breaks: number;
  readonly verdict: "continuous" | "broken" | "noBalances";
  readonly firstBreak: {
    readonly kind: string;
    readonly isCertain: boolean;
    readonly row: number;
    readonly expectedFen: string;
    readonly foundFen: string;
    readonly zh: string;
    readonly en: string;
  } | null;
  readonly openingFen: string | null;
  readonly closingFen: string | null;
  readonly firstDay: BusinessDay;
  readonly lastDay: BusinessDay;
  /** Whether it carries on from the account's statement before it; null where that cannot be told. */
  readonly joinsPrevious: boolean | null;
}

/** A row that was not taken, and why. */
export interface ShownQuarantinedRow {
  /** Number of the row in its file; the header of a table is 1. */
  readonly row: number;
  /** Empty when it is the row as a whole. */
  readonly field: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The row as received, or its beginning. */
  readonly raw: string;
}

export interface EvaluatedEnterprise extends EvaluatedKnowledge {
  /** Ours, derived from content. */
  readonly id: string;
  /** The data set's own code, for example `E1`. */
  readonly code: string;
  readonly name: string;
  /** Whether it defaulted; null where unknown. */
  readonly label: "default" | "performing" | null;
  /** The bank's own rating where the data has one: shown beside ours, never a model input. */
  readonly bankRating: string | null;
  /** Null, like `pd`, `rawPd` and `grade`, when there was neither a labelled sample nor a scorecard to score with. */
  readonly score: number | null;
  /** Probability of default after the prior shift to the stated central tendency. */
  readonly pd: number | null;
  /** As the sample gives it. */
  readonly rawPd: number | null;
  readonly grade: string | null;
  /** `outOfFold` when the enterprise was in the development sample, `none` when it was not scored. */
  readonly scoredBy: "model" | "outOfFold" | "none";
  /** `notApplicable` for those with history: they are the sample, not applicants. */
  readonly decision: "granted" | "declined" | "notApplicable" | "notScored";
  readonly amountFen: string | null;
  readonly annualRatePpm: number | null;
  readonly capacityFen: string | null;
  readonly reasons: readonly Reason[];
  readonly points: readonly IndicatorPoints[];
  readonly indicators: readonly ShownIndicator[];
  readonly series: EnterpriseSeries;
  /** One element a machine, line or meter; empty where nothing was read. */
  readonly machines: readonly MachineSeries[];
  readonly quality: EnterpriseQuality;
  /** The file of its evidence bundle, relative to the output folder. */
  readonly evidence: string | null;
  /** What the versions beside the one in force say of it; they decide nothing. Absent where there are none. */
  readonly shadowScores?: readonly ShadowScore[];
}

/** One enterprise on a version that runs beside the card in force (影子运行). */
export interface ShadowScore {
  readonly versionId: string;
  readonly version: number;
  readonly score: number;
  /** After the prior shift. */
  readonly pd: number;
  readonly grade: string | null;
}

/** A version of the bank's scorecards, as an evaluation names it. */
export interface NamedVersion {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** SHA-256, hex, of the model card that was signed: the version, whatever becomes of it, is this one. */
  readonly sha256: string;
}

/** A reason is a code with parameters and its two sentences. */
export interface Reason {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Points lost against the best bin of the indicator, where the reason comes from the card. */
  readonly pointsLost: number | null;
}

export interface IndicatorPoints {
  readonly indicator: string;
  readonly bin: string;
  readonly points: number;
  readonly bestPoints: number;
  readonly neutralPoints: number;
}

export interface ShownIndicator {
  readonly id: string;
  readonly value: number | null;
  /** Why it is missing, a key of the indicator room's catalogue. */
  readonly missingReason: string | null;
  /** Of an estimate from few data. */
  readonly standardError?: number;
}

/** Monthly series for charts; one element a month, oldest first. */
export interface EnterpriseSeries {
  readonly months: readonly string[];
  readonly salesFen: readonly string[];
  readonly purchasesFen: readonly string[];
  readonly salesInvoices: readonly number[];
  readonly voidInvoices: readonly number[];
  readonly redInvoices: readonly number[];
}

/** Daily series of one asset, one element a day, oldest first; at most the last 365 days. */
export interface MachineSeries {
  readonly asset: string;
  readonly days: readonly BusinessDay[];
  /** Those of the days that are statutory holidays. */
  readonly holidays: readonly BusinessDay[];
  /** Whole minutes; null where the asset reports neither states nor production. */
  readonly minutes: {
    readonly run: readonly number[];
    readonly manual: readonly number[];
    readonly idle: readonly number[];
    readonly alarm: readonly number[];
  } | null;
  /** Whole watt-hours; null on a day without electricity readings, and as a whole where there are none at all. */
  readonly energyWh: readonly (number | null)[] | null;
  /** Parts made; null where the asset counts none. */
  readonly producedCount: readonly number[] | null;
}

export interface EnterpriseQuality {
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly flagged: number;
  readonly firstDay: BusinessDay | null;
  readonly lastDay: BusinessDay | null;
  readonly receivedAtMs: EpochMs;
  readonly sealedEntries: number;
}

export interface EvaluatedModel {
  /** The bank's expert card, where it had one in force: whether it scored, and how many defaults it gives way at. */
  readonly expertCard?: {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly defaults: number;
    readonly defaultsNeeded: number;
    readonly isUsed: boolean;
  };
  /** The version of the bank's scorecards in force; `isUsed` is false where it needs indicators that there are not here. */
  readonly champion?: NamedVersion & { readonly isUsed: boolean };
  /** Versions beside it, each over the enterprises that were scored. */
  readonly shadows?: readonly (NamedVersion & {
    readonly enterprises: number;
    readonly meanScore: number;
    readonly meanPd: number;
    /** Kendall's τ-b with the scores that decided; null where one rates all alike. */
    readonly rankAgreement: number | null;
    /** Enterprises that it would grade otherwise. */
    readonly gradedOtherwise: number;
  })[];
  readonly scorecard: ShownScorecard | null;
  readonly sample: { readonly enterprises: number; readonly defaults: number; readonly badRate: number };
  readonly auc: {
    readonly mean: number;
    /** 2.5 % and 97.5 % of the repeats' means. */
    readonly low: number;
    readonly high: number;
    readonly foldSd: number;
    /** How it was validated, in one sentence of each language. */
    readonly method: string;
    readonly methodZh: string;
    /** On data known 12 months before its end. */
    readonly asOf12m: number | null;
    /** Without indicators that look at the end of the series. */
    readonly withoutEndOfSeries: number | null;
  } | null;
  /** Of a region with loans over time: the card on a year that it had not seen. */
  readonly outOfTime?: OutOfTimeTest;
  readonly grades: readonly ShownGrade[];
  readonly centralTendency: readonly {
    readonly ratePpm: number;
    readonly meanPd: number;
    readonly used: boolean;
  }[];
  readonly scoreDistribution: readonly {
    readonly from: number;
    readonly to: number;
    readonly developed: number;
    readonly applicants: number;
  }[];
}

export interface ShownScorecard {
  readonly basePoints: number;
  readonly pdo: number;
  readonly baseOdds: string;
  readonly indicators: readonly {
    readonly id: string;
    readonly iv: number;
    readonly coefficient: number;
    readonly standardError: number;
    readonly bins: readonly {
      readonly label: string;
      readonly count: number;
      readonly bads: number;
      readonly woe: number;
      readonly points: number;
    }[];
  }[];
}

export interface ShownGrade {
  readonly grade: string;
  readonly scoreFrom: number;
  readonly scoreTo: number;
  readonly pdLow: number;
  readonly pdHigh: number;
  /** Which curve of the churn table the grade is read on. */
  readonly churnRating: "A" | "B" | "C";
  readonly enterprises: number;
}

/** The applicants only (no credit history). */
export interface Portfolio {
  readonly applicants: number;
  readonly granted: number;
  readonly amountFen: string;
  readonly budgetFen: string;
  /** What is expected to be drawn once customers lost to the rate are gone; the budget counts committed amounts. */
  readonly expectedDrawnFen?: string;
  readonly expectedProfitFen: string;
  readonly expectedLossFen: string;
  /** Whether the bank's own rating was an admission rule, by the user's choice; the model never reads it. */
  readonly usesBankRating?: boolean;
  /** Dual of the budget row with the choices fixed: profit of one more fen of budget, in parts per million. */
  readonly shadowPricePpm: number | null;
  /** Profit gained by one percent more budget, solved again. */
  readonly profitOfOnePercentMoreBudgetFen: string | null;
  readonly solver: { readonly name: string; readonly status: string; readonly relativeGap: number } | null;
  /** The same portfolio under other central tendencies. */
  readonly sensitivity: readonly {
    readonly centralTendencyPpm: number;
    readonly granted: number;
    readonly amountFen: string;
    readonly expectedProfitFen: string;
  }[];
}

export interface ShownParameter {
  readonly id: string;
  readonly value: string;
  readonly unit: string;
  readonly effectiveFrom: BusinessDay;
  readonly origin: "rule" | "dataset" | "designChoice";
  readonly zh: string;
  readonly en: string;
}
