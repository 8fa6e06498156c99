import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { isAllowed } from "#access";
import { addDays, businessDayOf } from "#kernel";
import {
  closeDaysUpTo,
  type LendingServices,
  nextDayToClose,
  openBusinessDay,
  ownLoanFaults,
  scheduleOf,
  termsOfOffer,
  trialBalanceOf,
} from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { showMoney } from "./show-money.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showEntry } from "./show-own-loan.ts";
import { daySchema } from "./field.schema.ts";
import {
  dayCloseSchema,
  lendingParametersSchema,
  quoteBodySchema,
  quoteSchema,
  startDayCloseSchema,
  startedDayCloseSchema,
  trialBalanceSchema,
} from "./lending-day.schema.ts";

const tags = ["lending"];
const daysListed = 60;
const entriesListed = 300;

/** The day close, the trial balance, quotes and the parameters behind all of it. */
export function lendingDayRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(dayCloseRoutes(services));
    await server.register(bookRoutes(services));
    await server.register(quoteRoutes(services));
  };
}

function dayCloseRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas, jobs, clock } = services;
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/lending/day-close",
      config: { access: { action: "lending.ledger" } },
      schema: {
        operationId: "getDayClose",
        tags,
        response: { 200: dayCloseSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const today = businessDayOf(clock());
        const running = (await jobs.runner.list(visitor.party.id)).find(
          ({ kind, state }) => kind === "dayClose" && (state === "queued" || state === "running"),
        );
        return await lending.store.work(visitor.party.id, async (unit) => ({
          openDay: await openBusinessDay(unit, today),
          nextToClose: await nextDayToClose(unit),
          today,
          mayClose: isAllowed(visitor, "lending.closeDay"),
          jobId: running?.id ?? null,
          days: (await unit.days.list(daysListed)).map((day) => showMoney(day)),
        }));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/lending/day-close",
      config: { access: { action: "lending.closeDay" } },
      schema: {
        operationId: "startDayClose",
        tags,
        description:
          "Closes every open day up to one, in order, as a job; a day that is not over is refused.",
        headers: keyHeaderSchema,
        body: startDayCloseSchema,
        response: { 202: startedDayCloseSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { party } = requireVisitor(request);
        const { upTo } = request.body;
        const today = businessDayOf(clock());
        // A person closes today at the earliest: the future has no movements yet.
        if (upTo > today) throw ownLoanFaults.fault("LENDING_DAY_NOT_NEXT", { expected: today, found: upTo });
        const id = jobs.nextId();
        await jobs.runner.start(
          { partyId: party.id, kind: "dayClose", key: upTo, id },
          async ({ signal, onProgress }) => {
            await closeDaysUpTo(lending, { bankPartyId: party.id, day: upTo, signal, onProgress });
          },
        );
        await appendAudit(services, request, { action: "lending.dayClose", subject: upTo });
        return await reply.code(202).send({ jobId: id });
      },
    });
  };
}

function bookRoutes({ areas, clock }: HttpServices): FastifyPluginAsyncZod {
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/lending/trial-balance",
      config: { access: { action: "lending.ledger" } },
      schema: {
        operationId: "getTrialBalance",
        tags,
        description:
          "Every account's opening balance, movements and closing balance, with the entries behind them.",
        querystring: z.object({ from: daySchema.optional(), to: daySchema.optional() }),
        response: { 200: trialBalanceSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const to = request.query.to ?? addDays(businessDayOf(clock()), 1);
        const from = request.query.from ?? null;
        return await lending.store.work(party.id, async (unit) => {
          const balance = await trialBalanceOf(unit, { from, to });
          const entries = await unit.journal.listOn(from ?? "0001-01-01", to, entriesListed);
          return {
            ...showMoney(balance),
            entries: entries.map((entry) => showEntry(entry, entry.loanNumber)),
          };
        });
      },
    });
  };
}

function quoteRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/lending/quotes",
      // Nothing is written: the same terms give the same schedule.
      config: { access: { action: "lending.quote" }, idempotency: "none" },
      schema: {
        operationId: "quoteLoan",
        tags,
        description: "The repayment schedule that terms lead to.",
        body: quoteBodySchema,
        response: { 200: quoteSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { drawnOn, ...offer } = request.body;
        const terms = termsOfOffer({ ...offer, amountFen: BigInt(offer.amountFen) }, lending.parameters);
        const instalments = scheduleOf({ ...terms, drawnOn });
        const interestFen = instalments.reduce((sum, each) => sum + each.interestFen, 0n);
        return showMoney({
          instalments: [...instalments],
          interestFen,
          totalFen: terms.principalFen + interestFen,
        });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/lending/parameters",
      config: { access: { action: "lending.quote" } },
      schema: {
        operationId: "listLendingParameters",
        tags,
        description: "Every number of the product with its origin; what no text confirmed says so.",
        response: { 200: lendingParametersSchema, ...problemResponses },
      },
      handler: async () => ({ items: showParameters(lending) }),
    });
  };
}

function showParameters({ parameters }: Pick<LendingServices, "parameters">) {
  return Object.values(parameters).map(({ value, ...parameter }) => ({
    ...parameter,
    value: typeof value === "string" ? value : JSON.stringify(showMoney(value)),
  }));
}
