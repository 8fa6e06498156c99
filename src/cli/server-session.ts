import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { DeskOptions } from "./device-desk.ts";
import { cliFaults } from "./errors.ts";
import { readUserFile } from "./read-user-file.ts";

/** Calls the server in the name of who logged in; gives the answer's JSON. */
export type ServerCall = (
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
) => Promise<unknown>;

/**
 * Logs in at a running server, works, and logs out again.
 * @throws CLI_BAD_OPTION without a person, CLI_SERVER_REFUSED with the server's own words
 */
export async function withServerSession<T>(
  options: Pick<DeskOptions, "party" | "user" | "passwordFile"> & { readonly server: string },
  work: (call: ServerCall) => Promise<T>,
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
  const call: ServerCall = async (method, path, body) => {
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
    return await work(call);
  } finally {
    await call("DELETE", "/v1/session");
  }
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
