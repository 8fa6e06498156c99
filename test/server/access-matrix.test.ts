import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Party, Role } from "#access";
import { everyone, readAccessTable, type Who } from "./access-table.ts";
import { bodyOf, type Caller, callerOf, openWholeServer, type WholeServer } from "./open-whole-server.ts";

/** A name that nothing has: the gate is asked before anything is looked up. */
const unknownId = "01900000-0000-7000-8000-000000000000";

/** Refusals by the gate; another 403 (no consent, another party) comes from behind it. */
const gateCodes = ["ACCESS_NOT_SIGNED_IN", "ACCESS_ROLE_NOT_ALLOWED"];

/** Calls under way together: the server waits for the database most of the time. */
const atATime = 8;

let server: WholeServer;
let routes: readonly string[];
const table = new Map(readAccessTable().map((row) => [row.route, row.who]));

beforeAll(async () => {
  server = await openWholeServer();
  routes = await listRoutes(server.address);
}, 120_000);

afterAll(async () => await server.close());

describe("the table of docs/access.md", () => {
  it("has a row for every route of the server, and only for those", () => {
    expect(readAccessTable().length).toBe(table.size);
    expect([...table.keys()].toSorted()).toEqual([...routes].toSorted());
  });

  it("is what the server does, for every route, role and kind of party", { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    for (const [place, party] of await partiesOf(server)) {
      for (const who of everyone.filter((one) => one.startsWith(`${party.kind}.`))) {
        wrong.push(...(await compare(who, place, await server.signIn(party, roleOf(who)))));
      }
    }
    wrong.push(...(await compare("nobody", "no party", callerOf(server.address))));
    expect(wrong).toEqual([]);
  });
});

/** Calls every route as one person, several at a time, and says where the answer is not what the table says. */
async function compare(who: Who, place: string, call: Caller): Promise<readonly string[]> {
  // Logging out comes last: it ends the session that the others need.
  const last = "DELETE /v1/session";
  const waiting = routes.filter((one) => one !== last);
  const wrong: string[] = [];
  const callNext = async (): Promise<void> => {
    for (let route = waiting.shift(); route !== undefined; route = waiting.shift()) {
      wrong.push(...(await judge(who, place, { call, route })));
    }
  };
  await Promise.all(Array.from({ length: atATime }, callNext));
  wrong.push(...(await judge(who, place, { call, route: last })));
  return wrong;
}

async function judge(
  who: Who,
  place: string,
  { call, route }: { call: Caller; route: string },
): Promise<readonly string[]> {
  const mayPass = table.get(route)?.has(who) ?? false;
  const found = await tryRoute(call, route);
  const isExpected = mayPass ? found === "passed" : found === (who === "nobody" ? "401" : "403");
  return isExpected ? [] : [`${who} of ${place}: ${route} ${found}`];
}

async function tryRoute(call: Caller, route: string): Promise<string> {
  const [method = "", path = ""] = route.split(" ");
  const url = path.replaceAll(/\{\w+\}/g, unknownId);
  const options = method === "GET" ? {} : { json: {} };
  const answer = await call(method, url, options);
  try {
    if (answer.status === 429 || answer.status >= 500) return `${answer.status} ${await answer.text()}`;
    if (answer.status !== 401 && answer.status !== 403) return "passed";
    const { code } = await bodyOf<{ code: string }>(answer);
    return gateCodes.includes(code) ? String(answer.status) : "passed";
  } finally {
    await answer.body?.cancel().catch(() => undefined);
  }
}

async function listRoutes(address: string): Promise<readonly string[]> {
  const { paths } = await bodyOf<{ paths: Record<string, Record<string, unknown>> }>(
    callerOf(address)("GET", "/v1/openapi.json"),
  );
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

async function partiesOf({ bank, addParty }: WholeServer): Promise<readonly [string, Party][]> {
  return [
    ["own bank", bank],
    ["other bank", await addParty("bank")],
    ["own enterprise", await addParty("enterprise")],
    ["other enterprise", await addParty("enterprise")],
    ["platform", await addParty("platform")],
    ["fund", await addParty("fund")],
    ["regulator", await addParty("regulator")],
  ];
}

function roleOf(who: Who): Role {
  return who.slice(who.indexOf(".") + 1) as Role;
}
