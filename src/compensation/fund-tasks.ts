import { type Task, type TaskSource, isAllowed, type Asker } from "#access";
import type { FundDesk } from "./fund-desk.ts";
import type { FundSession } from "./fund-store.ts";
import type { ClaimRecord } from "./records.ts";
import { shownYuan } from "./shown-money.ts";

/** What waits in the fund, for people of the fund and of the banks. */
export function fundTasks(desk: Pick<FundDesk, "store">): TaskSource {
  return {
    listTasks: async (visitor) => {
      const { kind, id } = visitor.party;
      if (kind !== "fund" && kind !== "bank") return [];
      return await desk.store.inParty(id, async (session) =>
        kind === "fund" ? await tasksOfFund(session, visitor) : await tasksOfBank(session, visitor),
      );
    },
  };
}

async function tasksOfFund(session: FundSession, visitor: Asker): Promise<readonly Task[]> {
  const me = visitor.account.id;
  if (!isAllowed(visitor, "fund.decide")) return [];
  const tasks: Task[] = [];
  for (const enrolment of await session.list("enrolment", { state: "filed" })) {
    tasks.push(task("fund.decideEnrolment", { loan: enrolment.loanNumber }, "/fund/enrolments"));
  }
  for (const movement of await session.list("movement", { state: "proposed" })) {
    const parameters = { amount: shownYuan(movement.amountFen) };
    if (movement.madeBy !== me) tasks.push(task("fund.confirmMovement", parameters, "/fund/pool"));
  }
  for (const version of await session.list("version", { state: "draft" })) {
    if (version.madeBy !== me)
      tasks.push(task("fund.publish", { version: version.version }, "/fund/programmes"));
  }
  for (const recovery of await session.list("recovery", { state: "reported" })) {
    tasks.push(
      task("fund.bookRecovery", { amount: shownYuan(recovery.grossFen) }, `/fund/claims/${recovery.claimId}`),
    );
  }
  for (const claim of await session.list("claim")) {
    const [round] = await session.list("round", { claimId: claim.claimId, round: claim.round });
    const waits = stepOf(claim);
    if (waits !== null && !(claim.state === "reserved" && round?.checkedBy === me)) {
      tasks.push({ ...claimTask(waits, claim), dueOn: claim.refundDueOn });
    }
  }
  return tasks;
}

async function tasksOfBank(session: FundSession, visitor: Asker): Promise<readonly Task[]> {
  const me = visitor.account.id;
  if (!isAllowed(visitor, "fund.submit")) return [];
  const tasks: Task[] = [];
  for (const enrolment of await session.list("enrolment", { state: "draft" })) {
    if (enrolment.filedBy !== me) {
      tasks.push(task("fund.approveEnrolment", { loan: enrolment.loanNumber }, "/fund/enrolments"));
    }
  }
  for (const claim of await session.list("claim")) {
    const [round] = await session.list("round", { claimId: claim.claimId, round: claim.round });
    if (claim.state === "draft" && round?.filedBy !== me) tasks.push(claimTask("fund.submitClaim", claim));
    const isDue = claim.refundKind !== null && (claim.state === "paid" || claim.state === "recovering");
    if (isDue) tasks.push({ ...claimTask("fund.payRefund", claim), dueOn: claim.refundDueOn });
  }
  return tasks;
}

function stepOf(claim: ClaimRecord): string | null {
  if (claim.refundKind !== null && (claim.state === "paid" || claim.state === "recovering")) {
    return "fund.bookRefund";
  }
  switch (claim.state) {
    case "submitted":
      return "fund.checkClaim";
    case "checked":
      return "fund.reserveClaim";
    case "reserved":
      return "fund.approveClaim";
    case "approved":
      return "fund.payClaim";
    default:
      return null;
  }
}

function claimTask(kind: string, claim: ClaimRecord): Task {
  return task(kind, { amount: shownYuan(claim.eligibleFen) }, `/fund/claims/${claim.claimId}`);
}

function task(kind: string, parameters: Task["parameters"], href: string): Task {
  return { kind, parameters, href, dueOn: null };
}
