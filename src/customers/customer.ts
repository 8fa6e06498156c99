import type { BusinessDay, EpochMs } from "#kernel";
import type { SizeClass } from "#registry";
import type { CustomerPortrait } from "./portrait.ts";

/** 潜在, 存量, 流失: never borrowed, has a loan that is not settled, all loans settled. */
export const customerStandings = ["prospect", "customer", "former"] as const;
export type CustomerStanding = (typeof customerStandings)[number];

/**
 * One customer of a bank (客户): all entries of registers with the same unified social credit code are one, and an
 * enterprise without a code is one by itself.
 */
export interface Customer {
  readonly id: string;
  readonly uscc: string | null;
  readonly name: string;
  readonly enterpriseIds: readonly string[];
  readonly region: string | null;
  /** GB/T 4754, section and division. */
  readonly industry: string | null;
  readonly sizeClass: SizeClass | null;
  readonly standing: CustomerStanding;
  /** Whether the bank knows it by its own register, or only since it let itself be seen. */
  readonly origin: "register" | "optIn";
  readonly managerId: string | null;
  readonly sinceAtMs: EpochMs;
}

/** A customer with its newest portrait; null where it has none, or where no basis for it is left. */
export interface ListedCustomer {
  readonly customer: Customer;
  readonly portrait: CustomerPortrait | null;
}

/** One line of the relationship's history (关系时间线), newest first on the page. */
export interface TimelineEvent {
  readonly on: BusinessDay;
  readonly atMs: EpochMs | null;
  readonly area:
    | "consent"
    | "evaluation"
    | "application"
    | "loan"
    | "alert"
    | "activity"
    | "task"
    | "ticket"
    | "offer"
    | "lead"
    | "lifeStage"
    | "quality";
  /** Code of what happened, for the page's catalogue. */
  readonly kind: string;
  /** Words of people, names and numbers; never sentences of ours. */
  readonly detail: string;
  /** Page on which it stands; null where there is none. */
  readonly href: string | null;
}
