import type { BusinessDay, EpochMs } from "#kernel";
import type { LoanClass } from "../loan.ts";
import { isNonPerforming, rankOf, worstOf } from "./class-order.ts";
import type { ComputedClass } from "./class-rules.ts";

/**
 * A change of class on its way: a downgrade is proposed by the system (初分), an upgrade only suggested, until a
 * person proposes it; then 认定, then 审批, all three by different people.
 */
export interface ClassMove {
  readonly id: string;
  readonly loanId: string;
  readonly direction: "initial" | "downgrade" | "upgrade";
  /** `adopted`: the bank's own class, taken over when the loan was first delivered. */
  readonly origin: "system" | "adopted";
  readonly from: LoanClass | null;
  readonly to: LoanClass;
  /** Codes of the rule table, or why it may rise; at least one. */
  readonly triggers: readonly string[];
  readonly state: "suggested" | "proposed" | "recognised" | "approved" | "returned" | "replaced";
  readonly proposedOn: BusinessDay;
  /** Null for the system. */
  readonly proposedBy: string | null;
  readonly proposedAtMs: EpochMs;
  readonly recognisedBy: string | null;
  readonly recognisedAtMs: EpochMs | null;
  readonly approvedBy: string | null;
  readonly approvedAtMs: EpochMs | null;
  readonly returnedBy: string | null;
  readonly returnedAtMs: EpochMs | null;
  readonly reason: string | null;
  readonly endedOn: BusinessDay | null;
}

/** The class of a loan as it stands: confirmed by three steps, and the move that is under way. */
export interface ClassState {
  readonly confirmed: LoanClass | null;
  readonly open: Pick<ClassMove, "id" | "direction" | "to"> | null;
}

/** What the system does at the end of a day. */
export type DayStep =
  | { readonly kind: "stay" }
  /** An upgrade that is under way no longer fits. */
  | { readonly kind: "withdraw"; readonly replaces: string }
  | {
      readonly kind: "move";
      readonly direction: ClassMove["direction"];
      readonly from: LoanClass | null;
      readonly to: LoanClass;
      readonly triggers: readonly string[];
      /** The open move that it takes the place of. */
      readonly replaces: string | null;
    };

/** The class that alerts and limits use: the worse of the confirmed one and a downgrade that is under way. */
export function effectiveClass({ confirmed, open }: ClassState): LoanClass {
  const pending = open === null || open.direction === "upgrade" ? [] : [open.to];
  return worstOf([...(confirmed === null ? [] : [confirmed]), ...pending]);
}

/**
 * Decides what a day's triggers do to the class: a worse one is proposed at once, a better one never happens by
 * itself; it is suggested to people when nothing stands against it.
 * @param mayRise  whether a non-performing loan has paid long enough (Art. 14)
 */
export function decideDay(state: ClassState, computed: ComputedClass, mayRise: boolean): DayStep {
  const { confirmed, open } = state;
  const { loanClass, triggers } = computed;
  const effective = effectiveClass(state);
  const isFirst = confirmed === null && open === null;
  if (isFirst || rankOf(loanClass) > rankOf(effective)) {
    return {
      kind: "move",
      direction: confirmed === null ? "initial" : "downgrade",
      from: confirmed,
      to: loanClass,
      triggers: triggers.length === 0 ? ["noTrigger"] : triggers,
      replaces: open?.id ?? null,
    };
  }
  if (open?.direction === "upgrade" && rankOf(loanClass) > rankOf(open.to)) {
    return { kind: "withdraw", replaces: open.id };
  }
  if (open !== null || confirmed === null) return { kind: "stay" };
  const to = risenClass(confirmed, loanClass, mayRise);
  if (to === null) return { kind: "stay" };
  const reasons = isNonPerforming(confirmed) && !isNonPerforming(to) ? ["paidLongEnough"] : ["triggerEnded"];
  return { kind: "move", direction: "upgrade", from: confirmed, to, triggers: reasons, replaces: null };
}

/** The better class that may be suggested; null for none. */
function risenClass(confirmed: LoanClass, computed: LoanClass, mayRise: boolean): LoanClass | null {
  if (rankOf(computed) >= rankOf(confirmed)) return null;
  if (!isNonPerforming(confirmed) || isNonPerforming(computed)) return computed;
  if (mayRise) return computed;
  return rankOf(confirmed) > rankOf("substandard") ? "substandard" : null;
}
