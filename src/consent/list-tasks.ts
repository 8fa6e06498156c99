import { isAllowed, type Task, type Visitor } from "#access";
import { businessDayOf, type Clock, dayNumberOf, dayOfNumber } from "#kernel";
import { type Consent, isInForce } from "./consent.ts";
import type { ConsentStore } from "./consent-store.ts";
import type { ObjectionStore } from "./objection.ts";
import { expiringSoonDays } from "./parameters.ts";

/** What of consents and objections waits for the visitor. */
export async function listConsentTasks(
  stores: { readonly consents: ConsentStore; readonly objections: ObjectionStore; readonly clock: Clock },
  visitor: Visitor,
): Promise<readonly Task[]> {
  const { party, account } = visitor;
  const today = businessDayOf(stores.clock());
  const consents = await stores.consents.list(party.id);
  const drafts = consents.filter(({ state }) => state === "draft");
  const tasks: Task[] = [];
  const add = (kind: string, count: number, href: string, dueOn: string | null): void => {
    if (count > 0) tasks.push({ kind, parameters: { count }, href, dueOn });
  };
  if (isAllowed(visitor, "consent.confirm")) {
    const papers = drafts.filter(
      ({ form, madeBy, madeByPartyId }) =>
        form === "paper" && madeBy !== account.id && madeByPartyId === party.id,
    );
    add("consent.confirmPapers", papers.length, "/consents?state=draft", null);
  }
  if (isAllowed(visitor, "consent.give")) {
    const asked = drafts.filter(
      ({ form, enterprisePartyId }) => form === "electronic" && enterprisePartyId === party.id,
    );
    add("consent.answerRequests", asked.length, "/my/consents", null);
  }
  if (isAllowed(visitor, "consent.record")) {
    const soon = dayOfNumber(dayNumberOf(today) + expiringSoonDays.value);
    const ending = consents.filter(
      (consent) => consent.grantee.id === party.id && isInForce(consent, today) && consent.untilOn <= soon,
    );
    add("consent.renew", ending.length, "/consents?state=expiring", firstDayOf(ending));
  }
  if (isAllowed(visitor, "objection.answer")) {
    const open = (await stores.objections.list(party.id)).filter(
      ({ state, addressee }) => state === "filed" && addressee.id === party.id,
    );
    const due = open.map(({ answerDueOn }) => answerDueOn).toSorted();
    add("objection.answer", open.length, "/objections", due[0] ?? null);
  }
  return tasks;
}

function firstDayOf(consents: readonly Consent[]): string | null {
  return consents.map(({ untilOn }) => untilOn).toSorted()[0] ?? null;
}
