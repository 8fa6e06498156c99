import type { z } from "zod";
import type { Visitor } from "#access";
import { businessDayOf } from "#kernel";
import {
  type Alert,
  alertClasses,
  alertSentence,
  isOpen,
  ruleOf,
  type WatchedEnterprise,
  type WatchPerson,
} from "#watch";
import type { HttpServices } from "./services.ts";
import type { alertSchema } from "./watch.schema.ts";

/** What alerts are shown with. */
export interface AlertNames {
  readonly enterprises: ReadonlyMap<string, WatchedEnterprise>;
  readonly people: ReadonlyMap<string, WatchPerson>;
  readonly today: string;
}

/** Names of a party's enterprises and people, and the day. */
export async function namesOf({ areas: { watch } }: HttpServices, partyId: string): Promise<AlertNames> {
  const [enterprises, people] = await Promise.all([
    watch.store.listEnterprises(partyId),
    watch.store.listPeople(partyId),
  ]);
  return {
    enterprises: new Map(enterprises.map((enterprise) => [enterprise.id, enterprise])),
    people: new Map(people.map((person) => [person.id, person])),
    today: businessDayOf(watch.clock()),
  };
}

/** An alert as the interface gives it. */
export function showAlert(
  alert: Alert,
  { enterprises, people, today }: AlertNames,
): z.infer<typeof alertSchema> {
  const owner = alert.ownerId === null ? undefined : people.get(alert.ownerId);
  return {
    id: alert.id,
    enterpriseId: alert.enterpriseId,
    enterpriseName: enterprises.get(alert.enterpriseId)?.name ?? alert.enterpriseId,
    rule: alert.rule,
    ruleName: ruleOf(alert.rule).name,
    level: alert.level,
    state: alert.state,
    raisedOn: alert.raisedOn,
    lastHitOn: alert.lastHitOn,
    endedOn: alert.endedOn,
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
    dueOn: alert.dueOn,
    isOverdue: isOpen(alert.state) && alert.dueOn < today,
    escalatedOn: alert.escalatedOn,
    found: alertSentence(alert),
  };
}

/** People as pages choose them. */
export function showPeople({ people }: AlertNames) {
  return [...people.values()].map(({ id, name, role }) => ({ id, name, role }));
}

/** The alerts that the visitor may read now, by a basis for all of their classes; recorded as one read. */
export async function readableAlerts(
  { areas: { consent } }: HttpServices,
  visitor: Visitor,
  alerts: readonly Alert[],
  what: string,
): Promise<readonly Alert[]> {
  const asked = alerts.filter((alert) => alertClasses(alert).length > 0);
  const found = await consent.readMany(visitor, {
    enterpriseIds: [...new Set(asked.map(({ enterpriseId }) => enterpriseId))],
    purpose: "postLoan",
    dataClasses: [...new Set(asked.flatMap((alert) => alertClasses(alert)))],
    what,
  });
  return alerts.filter((alert) =>
    alertClasses(alert).every((one) => found.get(alert.enterpriseId)?.has(one) === true),
  );
}
