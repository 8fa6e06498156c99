import type { AuthenticityGrade } from "#crosscheck";
import type { DataClass } from "#consent";
import type { BusinessDay, EpochMs, Fen } from "#kernel";
import type { JudgedLifeStage } from "#profile";
import type { CustomerFeatures } from "./features.ts";
import type { IdleAsset } from "./idle-asset.ts";
import type { Need, ProductMatch } from "./product.ts";
import type { QualityStanding } from "./quality.ts";
import type { Segment } from "./segment.ts";

/** Everything that an edition says of one customer (客户画像), worked out from what was known of it then. */
export interface CustomerPortrait {
  readonly customerId: string;
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  /** Classes of data that had a basis when it was made; the others count as unknown. */
  readonly dataClasses: readonly DataClass[];
  readonly segment: Segment;
  readonly lifeStage: JudgedLifeStage | null;
  readonly features: CustomerFeatures;
  readonly authenticity: AuthenticityGrade;
  /** Open early-warning alerts by their rules, as of T and N. */
  readonly alerts: readonly string[];
  readonly needs: readonly Need[];
  readonly matches: readonly ProductMatch[];
  readonly idleAssets: readonly IdleAsset[];
  readonly quality: QualityStanding;
}

/** One analysis of all customers of a bank as of a business day T and a platform index N (期次). */
export interface CustomerEdition {
  readonly id: string;
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly rulesVersion: number;
  /** The edition whose standings it went on from; null for the first. */
  readonly previousId: string | null;
  readonly customers: number;
  readonly listed: number;
  readonly entered: number;
  readonly left: number;
  readonly idleFen: Fen;
  /** SHA-256 over the standings in canonical order: two editions with the same hash say the same of everybody. */
  readonly sha256: string;
  readonly madeBy: string | null;
  readonly madeAtMs: EpochMs;
}

/** What making an edition again gave: equal, or whose standing differs. */
export interface Reproduction {
  readonly isEqual: boolean;
  readonly differing: readonly string[];
  /** Customers whose data may not be read any more: they could not be checked. */
  readonly withheld: number;
}
