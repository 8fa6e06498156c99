import { randomUUID } from "node:crypto";
import { z } from "zod";
import type {
  DeviceDesk,
  DeskOptions,
  ImportedWorkbook,
  ListedCollector,
  ListedElement,
} from "./device-desk.ts";
import { cliFaults } from "./errors.ts";
import { readUserFile } from "./read-user-file.ts";

type Call = (method: "GET" | "POST" | "DELETE", path: string, body?: unknown) => Promise<unknown>;

/**
 * A desk through a running server, in the name of a person who logs in and out again.
 * @throws CLI_BAD_OPTION without a person, CLI_SERVER_REFUSED with the server's own words
 */
export async function withServerDesk<T>(
  options: DeskOptions & { readonly server: string },
  work: (desk: DeviceDesk) => Promise<T>,
): Promise<T> {
  const { server, party, user, passwordFile } = options;
  if (user === undefined || passwordFile === undefined) {
    const option = user === undefined ? "--user" : "--password-file";
    throw cliFaults.fault("CLI_BAD_OPTION", {
      option,
      expected: "who logs in at the server",
      found: "nothing",
    });
  }
  const password = readUserFile("--password-file", passwordFile)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  let cookie = "";
  const call: Call = async (method, path, body) => {
    const response = await fetch(new URL(path, server), {
      method,
      headers: {
        cookie,
        "idempotency-key": randomUUID(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.get("set-cookie");
    if (set !== null) cookie = set.split(";")[0] ?? "";
    const text = await response.text();
    if (!response.ok) {
      const { code = "", title = text.slice(0, 200) } = problemOf(text);
      throw cliFaults.fault("CLI_SERVER_REFUSED", { server, status: response.status, code, title });
    }
    return text === "" ? null : (JSON.parse(text) as unknown);
  };
  await call("POST", "/v1/session", { user, password, ...(party === undefined ? {} : { party }) });
  try {
    return await work(serverDesk(call));
  } finally {
    await call("DELETE", "/v1/session");
  }
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

function serverDesk(call: Call): DeviceDesk {
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

function problemOf(text: string): { readonly code?: string; readonly title?: string } {
  try {
    return z.looseObject({ code: z.string(), title: z.string() }).partial().parse(JSON.parse(text)) as {
      code?: string;
      title?: string;
    };
  } catch {
    return {};
  }
}
