import { z } from "zod";
import type {
  DeviceDesk,
  DeskOptions,
  ImportedWorkbook,
  ListedCollector,
  ListedElement,
} from "./device-desk.ts";
import { type ServerCall, withServerSession } from "./server-session.ts";

/** A desk through a running server. See `withServerSession` for the faults. */
export async function withServerDesk<T>(
  options: DeskOptions & { readonly server: string },
  work: (desk: DeviceDesk) => Promise<T>,
): Promise<T> {
  return await withServerSession(options, async (call) => await work(serverDesk(call)));
}

const importSchema = z.looseObject({
  codesFile: z.object({ contentBase64: z.string() }).nullable(),
});
const madeSchema = z.object({ code: z.object({ text: z.string(), expiresAtMs: z.number() }) });
const coverageSchema = z.object({
  readings: z.number(),
  orphanReadings: z.number(),
  orphans: z.array(z.unknown()),
});
const savedSchema = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() });
const listSchema = z.object({ items: z.array(z.unknown()) });

function serverDesk(call: ServerCall): DeviceDesk {
  const byEnterprise = ({ enterpriseId }: { readonly enterpriseId?: string }): string =>
    enterpriseId === undefined ? "" : `?enterpriseId=${encodeURIComponent(enterpriseId)}`;
  return {
    importWorkbook: async ({ name, bytes }, { dataset, isDryRun }) => {
      const contentBase64 = Buffer.from(bytes).toString("base64");
      const body = { dataset, isDryRun, fileName: name, contentBase64 };
      const { codesFile, ...made } = importSchema.parse(await call("POST", "/v1/devices/imports", body));
      const file = codesFile === null ? null : Buffer.from(codesFile.contentBase64, "base64");
      return { ...made, codesFile: file } as unknown as ImportedWorkbook;
    },
    listElements: async (query) =>
      listSchema.parse(await call("GET", `/v1/devices/elements${byEnterprise(query)}`))
        .items as readonly ListedElement[],
    listCollectors: async (query) =>
      listSchema.parse(await call("GET", `/v1/collectors${byEnterprise(query)}`))
        .items as readonly ListedCollector[],
    renewCode: async (id) => {
      const { code } = madeSchema.parse(await call("POST", `/v1/collectors/${encodeURIComponent(id)}/codes`));
      return { code: code.text, expiresAtMs: code.expiresAtMs };
    },
    move: async (id, move, reason) =>
      (await call("POST", `/v1/collectors/${encodeURIComponent(id)}/${move}`, { reason })) as ListedCollector,
    showTwin: async (id, { at, knownAtMs }) => {
      const query = new URLSearchParams({
        ...(at === undefined ? {} : { at }),
        ...(knownAtMs === undefined ? {} : { knownAtMs: String(knownAtMs) }),
      });
      return await call("GET", `/v1/devices/elements/${encodeURIComponent(id)}?${query.toString()}`);
    },
    showCoverage: async () => {
      const { orphans, ...counts } = coverageSchema.parse(await call("GET", "/v1/devices/coverage"));
      return { ...counts, orphans: orphans.length };
    },
    registerFound: async () => savedSchema.parse(await call("POST", "/v1/devices/coverage/registration")),
  };
}
