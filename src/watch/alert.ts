import type { BusinessDay, EpochMs, MessageParameters } from "#kernel";
import { watchFaults } from "./errors.ts";
import type { AlertLevel, Evidence, RuleCode } from "./rule.ts";

export const alertStates = ["raised", "assigned", "investigated", "acted", "closed", "false"] as const;
export type AlertState = (typeof alertStates)[number];

/** An early-warning alert: one a rule, an enterprise and an episode. */
export interface Alert {
  readonly id: string;
  readonly enterpriseId: string;
  readonly rule: RuleCode;
  readonly level: AlertLevel;
  readonly state: AlertState;
  readonly raisedOn: BusinessDay;
  readonly lastHitOn: BusinessDay;
  /** When the rule released; null while it holds. */
  readonly endedOn: BusinessDay | null;
  /** The person who has it; null while nobody has. */
  readonly ownerId: string | null;
  readonly dueOn: BusinessDay;
  readonly escalatedOn: BusinessDay | null;
  readonly sentence: string;
  readonly figures: MessageParameters;
  readonly evidence: readonly Evidence[];
  readonly knownAt: number;
  readonly settlement: Settlement | null;
}

/** How an alert was settled: every one needs a reason and a note. */
export interface Settlement {
  readonly reason: SettlementReason;
  readonly note: string;
  readonly by: string;
  readonly atMs: EpochMs;
}

/** 风险属实已处置, 已恢复, 有合理解释, 贷款已结清; 数据问题, 规则误报. */
export const settlementReasons = {
  closed: ["riskTreated", "recovered", "explained", "repaid"],
  false: ["dataFault", "notARisk"],
} as const;
export type SettlementReason = (typeof settlementReasons)["closed" | "false"][number];

/** What a person does with an alert. */
export type AlertAction =
  | { readonly kind: "assign"; readonly ownerId: string; readonly note?: string }
  | { readonly kind: "investigate"; readonly note: string }
  | { readonly kind: "act"; readonly note: string }
  | { readonly kind: "close"; readonly reason: SettlementReason; readonly note: string }
  | { readonly kind: "markFalse"; readonly reason: SettlementReason; readonly note: string }
  | { readonly kind: "reopen"; readonly note: string };

/** One line of an alert's history; `userId` is null where the system did it. */
export interface AlertEvent {
  /** `hold`, that the rule still hits, is passed to a store and not kept. */
  readonly action: AlertAction["kind"] | "raise" | "hold" | "worsen" | "end" | "escalate";
  readonly fromState: AlertState | null;
  readonly toState: AlertState;
  readonly level: AlertLevel;
  readonly userId: string | null;
  readonly ownerId: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly onDay: BusinessDay;
  readonly atMs: EpochMs;
}

const open: readonly AlertState[] = ["raised", "assigned", "investigated", "acted"];
const allowedFrom: Readonly<Record<AlertAction["kind"], readonly AlertState[]>> = {
  assign: open,
  investigate: ["assigned"],
  act: ["investigated"],
  // Closing says that it was looked into; a false alert may be told at a glance.
  close: ["investigated", "acted"],
  markFalse: ["assigned", "investigated", "acted"],
  reopen: ["closed", "false"],
};

/** What may be done with an alert in this state. */
export function actionsFrom(state: AlertState): readonly AlertAction["kind"][] {
  return (Object.keys(allowedFrom) as AlertAction["kind"][]).filter((kind) =>
    allowedFrom[kind].includes(state),
  );
}

/** Whether somebody still has to do something. */
export function isOpen(state: AlertState): boolean {
  return open.includes(state);
}

/**
 * The alert after an action of a person.
 * @throws WATCH_ACTION_NOT_POSSIBLE, WATCH_REASON_DOES_NOT_FIT
 */
export function applyAction(
  alert: Alert,
  action: AlertAction,
  by: { readonly userId: string; readonly atMs: EpochMs },
): Alert {
  if (!allowedFrom[action.kind].includes(alert.state)) {
    throw watchFaults.fault("WATCH_ACTION_NOT_POSSIBLE", {
      action: action.kind,
      state: alert.state,
      id: alert.id,
    });
  }
  switch (action.kind) {
    case "assign":
      return {
        ...alert,
        ownerId: action.ownerId,
        state: alert.state === "raised" ? "assigned" : alert.state,
      };
    case "investigate":
      return { ...alert, state: "investigated" };
    case "act":
      return { ...alert, state: "acted" };
    case "reopen":
      return { ...alert, state: alert.ownerId === null ? "raised" : "assigned", settlement: null };
    case "close":
      return settle(alert, "closed", action, by);
    case "markFalse":
      return settle(alert, "false", action, by);
  }
}

function settle(
  alert: Alert,
  state: "closed" | "false",
  { reason, note }: { readonly reason: SettlementReason; readonly note: string },
  { userId, atMs }: { readonly userId: string; readonly atMs: EpochMs },
): Alert {
  const fitting: readonly string[] = settlementReasons[state];
  if (!fitting.includes(reason)) throw watchFaults.fault("WATCH_REASON_DOES_NOT_FIT", { reason, state });
  return { ...alert, state, settlement: { reason, note, by: userId, atMs } };
}

/** Every reason for which an alert is settled. */
export const settlementReasonCodes = [...settlementReasons.closed, ...settlementReasons.false] as const;
