import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { authorize, isAllowed, type Visitor } from "#access";
import { businessDayOf } from "#kernel";
import {
  actionsFrom,
  type Alert,
  type AlertAction,
  type AlertEvent,
  alertClasses,
  chartOf,
  evidenceNames,
  isOpen,
  notComputableReasons,
  ruleOf,
  watchedClasses,
  watchFaults,
} from "#watch";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { type AlertNames, namesOf, readableAlerts, showAlert, showPeople } from "./show-alert.ts";
import {
  alertActionSchema,
  alertListSchema,
  alertPageSchema,
  alertQuerySchema,
  enterpriseAlertsSchema,
} from "./watch.schema.ts";
import { idParamsSchema } from "./field.schema.ts";

/** Alerts: the queue, one with its chart and history, what people do with it, and those of one enterprise. */
export function watchAlertRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { watch, consent } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/watch/alerts",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "listAlerts",
        tags: ["watch"],
        description: "The gravest first, then what is due first.",
        querystring: alertQuerySchema,
        response: { 200: alertListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const names = await namesOf(services, visitor.party.id);
        const all = await watch.store.listAlerts(visitor.party.id);
        const wanted = all.filter((alert) => isWanted(alert, request.query, { visitor, today: names.today }));
        const readable = await readableAlerts(services, visitor, wanted, "watch.list");
        return {
          today: names.today,
          items: readable.map((alert) => showAlert(alert, names)),
          hidden: wanted.length - readable.length,
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/watch/alerts/:id",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "getAlert",
        tags: ["watch"],
        params: idParamsSchema,
        response: { 200: alertPageSchema, ...problemResponses },
      },
      handler: async (request) => await showAlertPage(services, requireVisitor(request), request.params.id),
    });
    server.route({
      method: "POST",
      url: "/v1/watch/alerts/:id/actions",
      config: { access: { action: "watch.act" } },
      schema: {
        operationId: "actOnAlert",
        tags: ["watch"],
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: alertActionSchema,
        response: { 200: alertPageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { party, account } = visitor;
        const action = request.body;
        if (action.kind === "assign") authorize(visitor, "watch.assign");
        await watch.act({ partyId: party.id, userId: account.id }, { alertId: request.params.id, action });
        const deed = { action: `alert.${action.kind}`, subject: request.params.id };
        await appendAudit(services, request, deed);
        return await showAlertPage(services, visitor, request.params.id);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/watch/enterprises/:id",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "getEnterpriseAlerts",
        tags: ["watch"],
        params: z.object({ id: z.string().max(100) }),
        response: { 200: enterpriseAlertsSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id } = request.params;
        await consent.readPermitted(visitor, {
          enterpriseId: id,
          purpose: "postLoan",
          dataClasses: watchedClasses,
          what: "watch.enterprise",
        });
        const names = await namesOf(services, visitor.party.id);
        const alerts = await watch.store.listAlerts(visitor.party.id, { enterpriseId: id });
        const readable = await readableAlerts(services, visitor, alerts, "watch.enterprise");
        const entries = await watch.store.listEntries(visitor.party.id);
        return {
          alerts: readable.map((alert) => showAlert(alert, names)),
          statuses: (await watch.store.statusesOf(visitor.party.id, id)).map(
            ({ rule, asOf, kind, reason }) => ({
              rule,
              name: ruleOf(rule).name,
              asOf,
              kind,
              reason: reason === null ? null : notComputableReasons.messages[reason],
            }),
          ),
          isOnWatchList: entries.some(({ enterpriseId, endedOn }) => enterpriseId === id && endedOn === null),
        };
      },
    });
  };
}

function isWanted(
  alert: Alert,
  query: z.output<typeof alertQuerySchema>,
  { visitor, today }: { readonly visitor: Visitor; readonly today: string },
): boolean {
  const { state, level, owner, overdue, enterprise } = query;
  if (state !== "all" && isOpen(alert.state) !== (state === "open")) return false;
  if (level !== undefined && alert.level !== level) return false;
  if (enterprise !== undefined && alert.enterpriseId !== enterprise) return false;
  if (overdue === "true" && !(isOpen(alert.state) && alert.dueOn < today)) return false;
  if (owner === undefined) return true;
  if (owner === "nobody") return alert.ownerId === null;
  return alert.ownerId === (owner === "me" ? visitor.account.id : owner);
}

async function showAlertPage(
  services: HttpServices,
  visitor: Visitor,
  alertId: string,
): Promise<z.infer<typeof alertPageSchema>> {
  const { watch, consent } = services.areas;
  const partyId = visitor.party.id;
  const alert = await watch.store.findAlert(partyId, alertId);
  if (alert === null) throw watchFaults.fault("WATCH_ALERT_NOT_FOUND", { id: alertId });
  const dataClasses = alertClasses(alert);
  if (dataClasses.length > 0) {
    await consent.requireBasis(visitor, {
      enterpriseId: alert.enterpriseId,
      purpose: "postLoan",
      dataClasses,
      what: "watch.alert",
    });
  }
  const names = await namesOf(services, partyId);
  const history = await watch.store.historyOf(partyId, alertId);
  const { settlement } = alert;
  return {
    alert: showAlert(alert, names),
    formula: ruleOf(alert.rule).formula,
    evidence: alert.evidence.map(({ item, ...shown }) => ({
      name: evidenceNames[item] ?? { zh: item, en: item },
      ...shown,
    })),
    settlement: settlement === null ? null : { ...settlement, by: nameOf(settlement.by, names) ?? "" },
    history: history.map((event) => showEvent(event, names)),
    actions: actionsFrom(alert.state).filter((kind) => mayAct(visitor, kind)),
    people: showPeople(names),
    chart: await showChart(services, visitor, alert),
  };
}

function showEvent(
  { action, toState, level, userId, ownerId, reason, note, onDay, atMs }: AlertEvent,
  names: AlertNames,
) {
  const who = { by: nameOf(userId, names), owner: nameOf(ownerId, names) };
  return { action, toState, level, ...who, reason, note, onDay, atMs };
}

function nameOf(id: string | null, { people }: AlertNames): string | null {
  return id === null ? null : (people.get(id)?.name ?? id);
}

function mayAct(visitor: Visitor, kind: AlertAction["kind"]): boolean {
  return isAllowed(visitor, kind === "assign" ? "watch.assign" : "watch.act");
}

async function showChart(
  { areas: { watch } }: HttpServices,
  visitor: Visitor,
  alert: Alert,
): Promise<z.infer<typeof alertPageSchema>["chart"]> {
  const [latest] = await watch.store.listRuns(visitor.party.id, 1);
  const asOf = latest?.asOf ?? businessDayOf(watch.clock());
  const knownAt = Math.max(alert.knownAt, latest?.knownAt ?? 0);
  const query = { asOf, knownAt, enterpriseIds: [alert.enterpriseId] };
  const [series] = await watch.loadSeries(visitor, query);
  const chart = series === undefined ? null : chartOf(alert, series, asOf);
  if (chart === null) return null;
  return {
    unit: chart.unit,
    weeks: chart.weeks.map(({ value, lastYear, ...week }) => ({
      ...week,
      value: value === null ? null : String(value),
      lastYear: lastYear === null ? null : String(lastYear),
    })),
  };
}
