import { type Asker, isAllowed } from "#access";
import type { ApplicationState, LoanApplication } from "./application.ts";
import { authorityOf } from "./decide-application.ts";
import type { OwnLoanParameters } from "./parameters.ts";

/** What can be done with a case, in the order of its life. */
export const caseActions = [
  "submit",
  "assess",
  "diligence",
  "propose",
  "decide",
  "prepareContract",
  "withdraw",
] as const;
export type CaseAction = (typeof caseActions)[number];

/** Why an action cannot be done now. */
export type Obstacle = "role" | "maker" | "state" | "diligenceMissing" | "aboveAuthority";

/** An action with who may do it, and why this person may not. */
export interface OfferedAction {
  readonly action: CaseAction;
  readonly obstacle: Obstacle | null;
}

/** Every action on a case as one person sees it. */
export function actionsOn(
  application: LoanApplication,
  asker: Asker,
  context: { readonly parameters: OwnLoanParameters; readonly hasContract: boolean },
): readonly OfferedAction[] {
  return caseActions.map((action) => ({
    action,
    obstacle: obstacleOf(action, application, asker, context),
  }));
}

function obstacleOf(
  action: CaseAction,
  application: LoanApplication,
  asker: Asker,
  { parameters, hasContract }: { readonly parameters: OwnLoanParameters; readonly hasContract: boolean },
): Obstacle | null {
  // What does not fit the state is nobody's work now, whoever asks.
  if (!statesOf[action].includes(application.state)) return "state";
  if (!isAllowed(asker, policyOf[action])) return "role";
  if (action === "prepareContract" && hasContract) return "state";
  if (action === "propose" && application.diligence === null) return "diligenceMissing";
  if (action !== "decide") return null;
  const makerId = application.proposal?.byAccountId ?? null;
  if (!isAllowed(asker, policyOf.decide, { makerId })) return "maker";
  const wanted = application.proposal?.offer.amountFen ?? 0n;
  return wanted > authorityOf(parameters, asker.account.role) ? "aboveAuthority" : null;
}

const policyOf: Readonly<Record<CaseAction, string>> = {
  submit: "lending.apply",
  assess: "lending.assess",
  diligence: "lending.diligence",
  propose: "lending.propose",
  decide: "lending.decide",
  prepareContract: "lending.prepareContract",
  withdraw: "lending.apply",
};

const statesOf: Readonly<Record<CaseAction, readonly ApplicationState[]>> = {
  submit: ["draft"],
  assess: ["submitted", "checked", "scored"],
  diligence: ["submitted", "checked", "scored"],
  propose: ["checked", "scored"],
  decide: ["proposed"],
  prepareContract: ["approved"],
  withdraw: ["draft", "submitted", "checked", "scored", "proposed"],
};
