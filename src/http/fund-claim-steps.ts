import { type Asker, isAllowed, type Matter } from "#access";
import {
  approveClaim,
  bookRefund,
  checkClaim,
  closeClaim,
  type ClaimCase,
  demandRefund,
  type FundDesk,
  payClaim,
  rejectClaim,
  reserveClaim,
  type Step,
  submitClaim,
} from "#compensation";
import type { Message } from "#kernel";

type ClaimNow = Pick<ClaimCase, "claim" | "round">;

/** A step on a claim: who may do it by the policies, in which states, and what it does. */
export interface ClaimStep {
  readonly name: string;
  readonly action: string;
  isOpen(now: ClaimNow): boolean;
  /** Who made what this step checks. */
  makerOf?(now: ClaimNow): string | null;
  /** Missing for steps that take more than a reason and have a route of their own. */
  run?(desk: FundDesk, step: Step, wanted: { claimId: string; why: string }): Promise<bigint | void>;
}

const isPaid = ({ claim }: ClaimNow): boolean => claim.state === "paid" || claim.state === "recovering";
const isIn =
  (...states: readonly string[]) =>
  ({ claim }: ClaimNow): boolean =>
    states.includes(claim.state);

/** Every step, in the order in which a claim walks. */
export const claimSteps: readonly ClaimStep[] = [
  {
    name: "submit",
    action: "fund.submit",
    isOpen: isIn("draft"),
    makerOf: ({ round }) => round.filedBy,
    run: async (desk, step, { claimId }) => await submitClaim(desk, step, claimId),
  },
  {
    name: "check",
    action: "fund.decide",
    isOpen: isIn("submitted"),
    run: async (desk, step, { claimId }) => await checkClaim(desk, step, claimId),
  },
  {
    name: "reserve",
    action: "fund.decide",
    isOpen: isIn("checked"),
    run: async (desk, step, { claimId }) => await reserveClaim(desk, step, claimId),
  },
  {
    name: "approve",
    action: "fund.approve",
    isOpen: isIn("reserved"),
    makerOf: ({ round }) => round.checkedBy,
    run: async (desk, step, { claimId }) => await approveClaim(desk, step, claimId),
  },
  {
    name: "pay",
    action: "fund.decide",
    isOpen: isIn("approved"),
    run: async (desk, step, { claimId }) => await payClaim(desk, step, claimId),
  },
  {
    name: "reject",
    action: "fund.decide",
    isOpen: isIn("submitted", "checked", "reserved", "approved"),
    run: async (desk, step, wanted) => await rejectClaim(desk, step, wanted),
  },
  {
    name: "trueUp",
    action: "fund.file",
    isOpen: (now) => isPaid(now) && now.claim.refundKind === null && now.claim.recoveredFen === 0n,
  },
  {
    name: "cure",
    action: "fund.decide",
    isOpen: (now) => isPaid(now) && now.claim.refundKind === null,
    run: async (desk, step, { claimId }) => await demandRefund(desk, step, { claimId, kind: "cure" }),
  },
  {
    name: "fraud",
    action: "fund.decide",
    isOpen: (now) => isPaid(now) && now.claim.refundKind === null,
    run: async (desk, step, { claimId }) => await demandRefund(desk, step, { claimId, kind: "fraud" }),
  },
  {
    name: "refund",
    action: "fund.bookRefund",
    isOpen: (now) => isPaid(now) && now.claim.refundKind !== null,
    makerOf: ({ claim }) => claim.demandedBy,
    run: async (desk, step, { claimId }) => await bookRefund(desk, step, claimId),
  },
  { name: "recover", action: "fund.file", isOpen: isIn("recovering") },
  {
    name: "close",
    action: "fund.decide",
    isOpen: isIn("recovering"),
    run: async (desk, step, { claimId }) => await closeClaim(desk, step, claimId),
  },
];

/** What the policies are asked about a claim's step. */
export function matterOf(step: ClaimStep, now: ClaimNow): Matter {
  const { partyId, bankPartyId } = now.claim;
  return { partyId, sharedWith: [bankPartyId], makerId: step.makerOf?.(now) ?? null };
}

/** The steps that are open in a claim's state, and for each whether this visitor may take it, and why not. */
export function stepsFor(asker: Asker, now: ClaimNow) {
  return claimSteps
    .filter((step) => step.isOpen(now))
    .map((step) => {
      const why = whyNot(asker, step, now);
      return { step: step.name, isAllowed: why === null, why };
    });
}

function whyNot(asker: Asker, step: ClaimStep, now: ClaimNow): Message | null {
  const matter = matterOf(step, now);
  if (isAllowed(asker, step.action, matter)) return null;
  const isMaker = matter.makerId === asker.account.id;
  if (isMaker && isAllowed(asker, step.action, { ...matter, makerId: null })) {
    return { zh: "经办人不能复核自己的事项", en: "Who made it may not check it" };
  }
  const isBanks = step.action === "fund.file" || step.action === "fund.submit";
  return isBanks
    ? { zh: "由银行有权限的人员办理", en: "For people of the bank who may" }
    : { zh: "由基金经办、复核人员办理", en: "For officers of the fund" };
}
