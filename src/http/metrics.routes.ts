import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { z } from "zod";
import { accessFaults, findVisitor, isAllowed } from "#access";
import type { IntakeCounts, LiveIntake } from "#intake";
import { sessionCookie } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

/** `/metrics` for Prometheus: on this machine for everybody, from elsewhere for administrators who are signed in. */
export function metricsRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    const registry = createRegistry(services.areas.intake.live);
    server.addHook("onClose", async () => registry.clear());
    server.route({
      method: "GET",
      url: "/metrics",
      config: { access: "public" },
      schema: {
        operationId: "getMetrics",
        tags: ["intake"],
        description: "Text of Prometheus; names no collector and no enterprise.",
        response: { 200: z.string(), ...problemResponses },
      },
      handler: async (request, reply) => {
        await requireNearOrAdministrator(services, request);
        return await reply
          .header("content-type", registry.contentType)
          .serializer((value: unknown) => String(value))
          .send(await registry.metrics());
      },
    });
  };
}

function createRegistry(live: LiveIntake): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "touchstone_" });
  const outcomes = ["received", "stored", "duplicates", "quarantined"] as const;
  const counts = (name: string, help: string, read: () => IntakeCounts): void => {
    const one = new Gauge({
      name: `touchstone_intake_${name}`,
      help,
      labelNames: ["outcome"],
      registers: [],
      collect() {
        const values = read();
        for (const outcome of outcomes) this.set({ outcome }, values[outcome]);
      },
    });
    registry.registerMetric(one);
  };
  const gauge = (name: string, help: string, read: () => number): void => {
    const one = new Gauge({
      name: `touchstone_intake_${name}`,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    });
    registry.registerMetric(one);
  };
  counts("items", "Batches and messages by what became of them", () => live.totals().items);
  counts("rows", "Readings and events by what became of them", () => live.totals().rows);
  gauge("refused", "Batches and messages of which nothing was kept", () => live.totals().refused);
  gauge("pending", "Batches and messages on their way to the disk", () => live.totals().pending);
  gauge("waiting_bytes", "Bytes that wait for the disk", () => live.totals().waitingBytes);
  gauge("saturated", "1 while transports are asked to stop reading", () => Number(live.totals().isSaturated));
  gauge("read_only", "1 while the log cannot be written", () => Number(live.totals().isReadOnly));
  gauge(
    "rows_per_second",
    "Readings and events a second over the last minute",
    () => live.totals().rowsPerSecond,
  );
  gauge("collectors", "Collectors that ever sent something", () => live.list().length);
  gauge("missing_sequences", "Sequences that have not come", () =>
    live.list().reduce((sum, { missing }) => sum + missing, 0),
  );
  return registry;
}

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** A proxy on this machine speaks for somebody else, which its headers say. */
async function requireNearOrAdministrator(
  { access }: HttpServices,
  { ip, headers, cookies }: FastifyRequest,
): Promise<void> {
  const isForwarded = headers["x-forwarded-for"] !== undefined || headers["forwarded"] !== undefined;
  if (loopback.has(ip) && !isForwarded) return;
  const secret = cookies[sessionCookie];
  const visitor = secret === undefined ? null : await findVisitor(access, secret.slice(0, 200));
  if (visitor === null) throw accessFaults.fault("ACCESS_NOT_SIGNED_IN");
  if (!isAllowed(visitor, "intake.metrics")) {
    throw accessFaults.fault("ACCESS_ROLE_NOT_ALLOWED", { role: visitor.account.role });
  }
}
