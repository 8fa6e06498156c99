import type { Customer, CustomerEntry, CustomerPortrait, TimelineEvent } from "#customers";
import { businessDayOf } from "#kernel";
import type { CustomerReader, CustomerStores } from "./customer-services.ts";

const mostEvaluations = 20;

/** Everything between the bank and a customer in one line of time, newest first. */
export async function readTimeline(
  stores: CustomerStores,
  reader: CustomerReader,
  of: {
    readonly customer: Customer;
    readonly entries: readonly CustomerEntry[];
    readonly history: readonly CustomerPortrait[];
  },
): Promise<readonly TimelineEvent[]> {
  const ids = new Set(of.customer.enterpriseIds);
  const events = [
    ...(await consentEvents(stores, reader, ids)),
    ...(await evaluationEvents(stores, reader, of.customer)),
    ...(await creditEvents(stores, reader, ids)),
    ...(await alertEvents(stores, reader, ids)),
    ...of.entries.flatMap(entryEvents),
    ...portraitEvents(of.history),
  ];
  return events.sort(
    (left, right) =>
      (left.on < right.on ? 1 : left.on > right.on ? -1 : 0) || (right.atMs ?? 0) - (left.atMs ?? 0),
  );
}

function eventOf(
  atMs: number,
  event: Pick<TimelineEvent, "area" | "kind" | "detail"> & { readonly href?: string },
): TimelineEvent {
  const { area, kind, detail, href = null } = event;
  return { on: businessDayOf(atMs), atMs, area, kind, detail, href };
}

async function consentEvents(
  { consent }: CustomerStores,
  reader: CustomerReader,
  ids: ReadonlySet<string>,
): Promise<readonly TimelineEvent[]> {
  const all = await consent.consents.list(reader);
  return all
    .filter(({ enterpriseId, grantee }) => ids.has(enterpriseId) && grantee.id === reader.party.id)
    .flatMap(({ madeAtMs, grantedAtMs, revokedAtMs, purpose, form }) => {
      const event = (atMs: number, kind: string) =>
        eventOf(atMs, { area: "consent", kind, detail: purpose, href: "/consents" });
      return [
        ...(form === "electronic" && grantedAtMs === madeAtMs ? [] : [event(madeAtMs, "asked")]),
        ...(grantedAtMs === null ? [] : [event(grantedAtMs, "granted")]),
        ...(revokedAtMs === null ? [] : [event(revokedAtMs, "revoked")]),
      ];
    });
}

async function evaluationEvents(
  { evaluations }: CustomerStores,
  { party }: CustomerReader,
  { enterpriseIds }: Customer,
): Promise<readonly TimelineEvent[]> {
  const events: TimelineEvent[] = [];
  for (const { id, document, createdAtMs } of await evaluations.list(party.id, mostEvaluations)) {
    if (document === null) continue;
    for (const enterpriseId of enterpriseIds) {
      const result = await evaluations.findEnterprise(party.id, id, enterpriseId);
      if (result === null) continue;
      const detail = [result.grade ?? "", result.score ?? ""].join(" ").trim();
      const href = `/evaluations/${id}/enterprises/${enterpriseId}`;
      events.push(eventOf(createdAtMs, { area: "evaluation", kind: result.decision, detail, href }));
    }
  }
  return events;
}

async function creditEvents(
  { lending, book }: CustomerStores,
  { party }: CustomerReader,
  ids: ReadonlySet<string>,
): Promise<readonly TimelineEvent[]> {
  const steps = await lending.work(party.id, async (unit) => {
    const own = (await unit.applications.list({})).filter(({ enterpriseId }) => ids.has(enterpriseId));
    return await unit.events.listOf(own.map(({ id }) => id));
  });
  const loans = (await book.listLoans(party.id)).filter((loan) => ids.has(loan.enterpriseId ?? ""));
  return [
    ...steps.map(({ subjectId, kind, actorName, atMs }) =>
      eventOf(atMs, {
        area: "application",
        kind,
        detail: actorName ?? "",
        href: `/lending/applications/${subjectId}`,
      }),
    ),
    ...loans.map(
      ({ id, number, drawnOn }): TimelineEvent => ({
        on: drawnOn,
        atMs: null,
        area: "loan",
        kind: "drawn",
        detail: number,
        href: `/loan-book/loans/${id}`,
      }),
    ),
  ];
}

async function alertEvents(
  { watch }: CustomerStores,
  { party }: CustomerReader,
  ids: ReadonlySet<string>,
): Promise<readonly TimelineEvent[]> {
  const alerts = await watch.listAlerts(party.id);
  return alerts
    .filter(({ enterpriseId }) => ids.has(enterpriseId))
    .flatMap(({ id, rule, level, raisedOn, endedOn }): TimelineEvent[] => {
      const href = `/watch/alerts/${id}`;
      const raised: TimelineEvent = {
        on: raisedOn,
        atMs: null,
        area: "alert",
        kind: level,
        detail: rule,
        href,
      };
      if (endedOn === null) return [raised];
      return [raised, { on: endedOn, atMs: null, area: "alert", kind: "ended", detail: rule, href }];
    });
}

function entryEvents(entry: CustomerEntry): readonly TimelineEvent[] {
  const { content } = entry;
  if (entry.kind === "activity" && "form" in content) {
    const { form: kind, text: detail } = content;
    return [{ on: entry.onDay, atMs: entry.madeAtMs, area: "activity", kind, detail, href: null }];
  }
  if (!("steps" in content)) return [];
  const detail = "title" in content ? content.title : "product" in content ? content.product : "";
  const area = entry.kind as "task" | "ticket" | "offer" | "lead";
  return content.steps.map(({ state, atMs }) => eventOf(atMs, { area, kind: state, detail }));
}

/** Changes of stage and of the quality list, from edition to edition. */
function portraitEvents(history: readonly CustomerPortrait[]): readonly TimelineEvent[] {
  return history.flatMap(({ asOf, lifeStage, quality }, index): TimelineEvent[] => {
    const before = history[index - 1]?.lifeStage?.stage ?? null;
    const stage = lifeStage?.stage ?? null;
    const on = { on: asOf, atMs: null, href: "/customers/quality" };
    return [
      ...(stage !== null && stage !== before
        ? [{ ...on, area: "lifeStage" as const, kind: stage, detail: before ?? "" }]
        : []),
      ...(quality.change === "entered" || quality.change === "left"
        ? [{ ...on, area: "quality" as const, kind: quality.change, detail: quality.reasons.join(",") }]
        : []),
    ];
  });
}
