import type { BusinessDay } from "#kernel";
import type { AuthenticityGrade, ContradictionType, Suspicion } from "#crosscheck";
import type { LifeStage, ProxyItem } from "#profile";

/** What operating data say of an enterprise beside its score; absent where none were known. */
export interface EvaluatedKnowledge {
  readonly authenticity?: ShownAuthenticity;
  /** Null where too little is known to judge. */
  readonly lifeStage?: LifeStage | null;
  readonly lifeStageConfidence?: number | null;
  readonly proxy?: ShownProxy;
  /** Early-warning alerts up to T, each as it would have been raised on its day; the newest last. */
  readonly alerts?: readonly ShownAlert[];
  readonly flows?: ShownFlows;
}

/** How far the data may be believed (真实性). */
export interface ShownAuthenticity {
  readonly grade: AuthenticityGrade;
  readonly score: number;
  readonly checked: number;
  readonly notComputable: number;
  readonly contradictions: readonly {
    readonly type: ContradictionType;
    readonly suspicion: Suspicion;
    /** 0 to 1. */
    readonly strength: number;
    readonly from: BusinessDay;
    readonly to: BusinessDay;
    readonly zh: string;
    readonly en: string;
  }[];
}

/** Fen as decimal strings, by the item's name; an item that no stream tells of is left out. */
export type ProxyFen = { readonly [Item in ProxyItem]?: string };

/** The proxy balance sheet: estimates, and the bounds between which each lies with nine chances in ten. */
export interface ShownProxy extends ProxyFen {
  readonly low: ProxyFen;
  readonly high: ProxyFen;
  readonly declared: ProxyFen;
}

export interface ShownAlert {
  readonly type: string;
  readonly raisedOn: BusinessDay;
  readonly clearedOn: BusinessDay | null;
  readonly level: string;
}

/** Orders of the twelve months to T by how their five flows fit together. */
export interface ShownFlows {
  readonly orders: number;
  readonly matched: number;
  readonly open: number;
  readonly missing: number;
  readonly contradicting: number;
  readonly amountFen: string;
  readonly matchedFen: string;
}

/** A figure and its 95 % interval. */
export interface ShownInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How cards do on rows that none of them had seen: a later day's, with the twelve months that followed. Each layer has all
 * indicators of the layers before it; `traditional` has what a bank knew before any of them.
 */
export interface OutOfTimeTest {
  readonly developedOn: readonly BusinessDay[];
  readonly testedOn: BusinessDay;
  readonly development: { readonly rows: number; readonly defaults: number };
  readonly test: { readonly rows: number; readonly defaults: number };
  readonly layers: readonly {
    readonly layer: "device" | "ordersEnergy" | "funds" | "traditional";
    readonly auc: ShownInterval;
    readonly ks: number;
    readonly indicators: readonly string[];
  }[];
  /** Our card against the traditional one at each approval rate. */
  readonly comparisons: readonly {
    readonly approvalRate: number;
    readonly ourBadRate: ShownInterval;
    readonly traditionalBadRate: ShownInterval;
    readonly badRateFall: ShownInterval;
    readonly approvalsRise: ShownInterval;
  }[];
}
