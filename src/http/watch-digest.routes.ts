import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Visitor } from "#access";
import { digestDocument, digestOf, mondayOf, type WatchDigest } from "#watch";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { type AlertNames, namesOf, readableAlerts, showAlert, showPeople } from "./show-alert.ts";
import { showEntry } from "./watch-list.routes.ts";
import { digestQuerySchema, digestSchema } from "./watch-list.schema.ts";
import { pdfResponse, sendFile } from "./send-file.ts";

/** The weekly digest as a page and on paper. */
export function watchDigestRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { watch } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/watch/digest",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "getWatchDigest",
        tags: ["watch"],
        querystring: digestQuerySchema,
        response: { 200: digestSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { digest, names } = await readDigest(services, requireVisitor(request), request.query);
        const show = (alerts: WatchDigest["open"]) => alerts.map((alert) => showAlert(alert, names));
        return {
          from: digest.from,
          to: digest.to,
          owner: digest.owner === null ? null : { id: digest.owner.id, name: digest.owner.name },
          raised: show(digest.raised),
          open: show(digest.open),
          overdue: digest.overdue.length,
          settled: show(digest.settled),
          entries: digest.entries.map((entry) => showEntry(entry, names)),
          people: showPeople(names),
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/watch/digest/pdf",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "printWatchDigest",
        tags: ["watch"],
        querystring: digestQuerySchema.extend({ language: z.enum(["zh", "en"]).default("zh") }),
        response: { ...pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { digest } = await readDigest(services, visitor, request.query);
        const evaluations = await services.jobs.evaluations.list(visitor.party.id, 1);
        const simulated = visitor.party.isSimulated || (evaluations[0]?.simulated ?? false);
        const bytes = await watch.pdf.render(digestDocument(digest, request.query.language, simulated));
        return await sendFile(reply, { name: `风险预警周报-${digest.from}.pdf`, bytes });
      },
    });
  };
}

async function readDigest(
  services: HttpServices,
  visitor: Visitor,
  { week, owner }: z.output<typeof digestQuerySchema>,
): Promise<{ readonly digest: WatchDigest; readonly names: AlertNames }> {
  const { store } = services.areas.watch;
  const partyId = visitor.party.id;
  const names = await namesOf(services, partyId);
  const alerts = await readableAlerts(services, visitor, await store.listAlerts(partyId), "watch.digest");
  const digest = digestOf(
    {
      alerts,
      entries: await store.listEntries(partyId),
      enterprises: [...names.enterprises.values()],
      people: [...names.people.values()],
    },
    { monday: mondayOf(week ?? names.today), ownerId: owner === "me" ? visitor.account.id : (owner ?? null) },
  );
  return { digest, names };
}
