import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { jobsFaults } from "#jobs";
import {
  compareVersions,
  type Delivery,
  type DeliveryOutcome,
  differenceReasons,
  type Finding,
  lendingFaults,
  sentenceOfFinding,
} from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import {
  deliveryDetailSchema,
  deliveryListSchema,
  outcomeSchema,
  startDeliverySchema,
} from "./loan-delivery.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showMoney } from "./show-money.ts";
import { idParamsSchema } from "./field.schema.ts";

/** Daily loan files: receiving a delivery, the list, and one with its reconciliation and its corrections. */
export function loanDeliveryRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas } = services;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/loan-book/deliveries",
      config: { access: { action: "loanBook.deliver" } },
      schema: {
        operationId: "receiveDelivery",
        tags: ["loan book"],
        description:
          "Receives the files of an upload as one delivery: all of it, or nothing with its findings.",
        headers: keyHeaderSchema,
        body: startDeliverySchema,
        response: { 200: outcomeSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const sent = await readUpload(services, party.id, request.body.uploadId);
        const outcome = await areas.loanBook.receive(party.id, sent);
        await appendAudit(services, request, {
          action: `loanDelivery.${outcome.kind}`,
          subject: outcome.kind === "refused" ? request.body.uploadId : outcome.delivery.id,
        });
        return showOutcome(outcome);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/loan-book/deliveries",
      config: { access: { action: "loanBook.read" } },
      schema: {
        operationId: "listDeliveries",
        tags: ["loan book"],
        description: "Newest business date first; superseded versions are kept.",
        response: { 200: deliveryListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const found = await areas.loanBook.reads.listDeliveries(requireVisitor(request).party.id);
        return { items: found.map(showDelivery) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/loan-book/deliveries/:id",
      config: { access: { action: "loanBook.read" } },
      schema: {
        operationId: "getDelivery",
        tags: ["loan book"],
        params: idParamsSchema,
        response: { 200: deliveryDetailSchema, ...problemResponses },
      },
      handler: async (request) =>
        await showDetail(services, requireVisitor(request).party.id, request.params.id),
    });
  };
}

/** A delivery that is the party's. @throws LENDING_DELIVERY_NOT_FOUND */
export async function findDelivery(
  { areas }: Pick<HttpServices, "areas">,
  partyId: string,
  id: string,
): Promise<Delivery> {
  const delivery = await areas.loanBook.reads.findDelivery(partyId, id);
  if (delivery === null) throw lendingFaults.fault("LENDING_DELIVERY_NOT_FOUND", { id });
  return delivery;
}

async function readUpload({ jobs }: HttpServices, partyId: string, uploadId: string) {
  const upload = await jobs.uploads.find(partyId, uploadId);
  if (upload === null) throw jobsFaults.fault("JOBS_UPLOAD_NOT_FOUND", { id: uploadId });
  const folder = jobs.uploadFolderOf(uploadId);
  return await Promise.all(
    upload.files.map(async ({ name }) => ({ name, bytes: await readFile(path.join(folder, name)) })),
  );
}

async function showDetail(services: HttpServices, partyId: string, id: string) {
  const { reads } = services.areas.loanBook;
  const delivery = await findDelivery(services, partyId, id);
  const { loans, ours, banks, differences } = await reads.reconciliationOf(partyId, delivery);
  const all = await reads.listDeliveries(partyId);
  const former = all.find(({ supersededBy }) => supersededBy === id);
  const changes =
    former === undefined
      ? []
      : compareVersions(await reads.rowsOf(partyId, former), await reads.rowsOf(partyId, delivery));
  return {
    delivery: showDelivery(delivery),
    loans,
    ours: showMoney(ours),
    banks: showMoney(banks),
    differences: differences.map((one) => ({ ...one, ...differenceReasons.both(one.reason) })),
    changes: changes.map((change) => ({ ...change })),
  };
}

function showOutcome(outcome: DeliveryOutcome): z.infer<typeof outcomeSchema> {
  return {
    kind: outcome.kind,
    delivery: outcome.kind === "refused" ? null : showDelivery(outcome.delivery),
    summary: outcome.kind === "accepted" ? { ...outcome.summary } : null,
    findings: outcome.kind === "refused" ? outcome.findings.map(showFinding) : [],
  };
}

function showDelivery(delivery: Delivery) {
  const { files, warnings, recheck, ...rest } = delivery;
  return {
    ...rest,
    files: showMoney(files),
    warnings: warnings.map(showFinding),
    recheck: recheck.map(showFinding),
  };
}

function showFinding(finding: Finding) {
  return { ...finding, ...sentenceOfFinding(finding) };
}
