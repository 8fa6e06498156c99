import { type Asker, isAllowed, type Task } from "#access";
import { addDays, type BusinessDay } from "#kernel";
import { nextDayToClose } from "./business-day.ts";
import type { LendingStore, LendingUnit } from "./lending-store.ts";

/** What waits for the person in own lending: to assess, to propose, to check, to sign, to pay, to close. */
export async function listLendingTasks(
  store: LendingStore,
  asker: Asker,
  today: BusinessDay,
): Promise<readonly Task[]> {
  if (asker.party.kind !== "bank" && asker.party.kind !== "enterprise") return [];
  return await store.work(asker.party.id, async (unit) => [
    ...(await caseTasks(unit, asker)),
    ...(await contractTasks(unit, asker)),
    ...(asker.party.kind === "bank" ? await paymentTasks(unit, asker, today) : []),
  ]);
}

async function caseTasks(unit: LendingUnit, asker: Asker): Promise<readonly Task[]> {
  if (asker.party.kind !== "bank") return [];
  const open = await unit.applications.list({ states: ["submitted", "checked", "scored", "proposed"] });
  return open.flatMap(({ id, borrowerName, state, proposal }): readonly Task[] => {
    const href = `/lending/applications/${id}`;
    const parameters = { name: borrowerName };
    if (state === "proposed") {
      const mayDecide = isAllowed(asker, "lending.decide", { makerId: proposal?.byAccountId ?? null });
      return mayDecide ? [{ kind: "lending.decide", parameters, href, dueOn: null }] : [];
    }
    const action = state === "submitted" ? "lending.assess" : "lending.propose";
    return isAllowed(asker, action) ? [{ kind: action, parameters, href, dueOn: null }] : [];
  });
}

async function contractTasks(unit: LendingUnit, asker: Asker): Promise<readonly Task[]> {
  const drafts = (await unit.contracts.list()).filter(({ state }) => state === "draft");
  return drafts.flatMap((contract): readonly Task[] => {
    const parameters = { name: contract.borrowerName, number: contract.number };
    if (asker.party.kind === "enterprise") {
      const isWaiting = contract.borrowerSignature === null && isAllowed(asker, "lending.acceptContract");
      return isWaiting ? [{ kind: "lending.accept", parameters, href: "/my/loans", dueOn: null }] : [];
    }
    const maySign =
      contract.bankSignature === null &&
      isAllowed(asker, "lending.signContract", { makerId: contract.preparedById });
    const href = `/lending/contracts/${contract.id}`;
    return maySign ? [{ kind: "lending.sign", parameters, href, dueOn: null }] : [];
  });
}

async function paymentTasks(unit: LendingUnit, asker: Asker, today: BusinessDay): Promise<readonly Task[]> {
  const requested = (await unit.drawdowns.list()).filter(({ state }) => state === "requested");
  const payments = requested
    .filter(({ requestedById }) => isAllowed(asker, "lending.payDrawdown", { makerId: requestedById }))
    .map(
      ({ contractId }): Task => ({
        kind: "lending.pay",
        parameters: {},
        href: `/lending/contracts/${contractId}`,
        dueOn: null,
      }),
    );
  const writeOffs = (await unit.movements.listWaiting())
    .filter(({ recordedById }) => isAllowed(asker, "lending.checkWriteOff", { makerId: recordedById }))
    .map(
      ({ loanId }): Task => ({
        kind: "lending.writeOff",
        parameters: {},
        href: `/lending/loans/${loanId}`,
        dueOn: null,
      }),
    );
  const next = isAllowed(asker, "lending.closeDay") ? await nextDayToClose(unit) : null;
  const isBehind = next !== null && next <= addDays(today, -1);
  const close: readonly Task[] = isBehind
    ? [{ kind: "lending.closeDay", parameters: { day: next }, href: "/lending/day-close", dueOn: next }]
    : [];
  return [...payments, ...writeOffs, ...close];
}
