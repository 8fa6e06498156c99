import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Party, rolesOfKind } from "#access";
import { readAccessTable } from "./access-table.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";
import { giveConsent, type Seed, seedOwnBank } from "./seed-own-bank.ts";

/**
 * Addresses of single things that the seed does not make, and what stands for them: a test of the area that asks as a
 * stranger, or row-level security alone, which is tested for every table. A new route with a parameter fails until it
 * is seeded or named here.
 */
const notSeeded: Readonly<Record<string, string>> = {
  "/v1/lending/contracts/{id}": "test/server/lending.test.ts",
  "/v1/watch/alerts/{id}": "test/server/watch.test.ts",
  "/v1/fund/": "test/server/fund.test.ts",
  "/v1/scorecards/{id}": "test/server/scorecard-studio.test.ts",
  "/v1/logs/": "test/server/log.test.ts",
  "/log/tile/": "public: hashes and pseudonyms alone",
  "/v1/devices/": "test/server/devices.test.ts",
  "/v1/collectors/": "test/server/hostile-tenants.test.ts",
  "/v1/intake/collectors/": "test/server/intake.test.ts",
  "/v1/enterprises/{enterpriseId}/provenance": "test/server/provenance.test.ts",
  "/v1/enterprises/{enterpriseId}/data-calendar": "test/server/provenance.test.ts",
  "/v1/enterprises/{enterpriseId}/trace": "test/server/provenance.test.ts",
  "/v1/enterprises/{enterpriseId}/row-proof": "test/server/provenance.test.ts",
  "/v1/enterprises/{enterpriseId}/profile": "test/server/profile.test.ts",
  "/v1/enterprises/{enterpriseId}/twin": "test/server/profile.test.ts",
  "/v1/enterprises/{enterpriseId}/streams": "test/server/profile.test.ts",
  "/v1/enterprises/{enterpriseId}/today": "test/server/live-figures.test.ts",
  "/v1/enterprises/{enterpriseId}/chain": "test/server/profile.test.ts",
  "/v1/enterprises/{enterpriseId}/flows": "test/server/profile.test.ts",
  "/v1/enterprises/{enterpriseId}/peers": "test/server/profile.test.ts",
  "/v1/enterprises/{enterpriseId}/connection-report": "test/server/profile.test.ts",
  "/v1/customers/{id}": "test/server/customers.test.ts",
  "/v1/customer-entries/{id}": "test/server/customers.test.ts",
  "/v1/customer-editions/{id}": "test/server/customers.test.ts",
  "/v1/customer-reports/": "test/server/customers.test.ts",
  "/v1/objections/{id}": "row-level security",
  "/v1/lending/drawdowns/{id}": "row-level security",
  "/v1/lending/loans/{id}": "row-level security",
  "/v1/lending/movements/{id}": "row-level security",
  "/v1/watch/entries/{id}": "row-level security",
};

const routes = readAccessTable().map(({ route }) => {
  const [method = "", address = ""] = route.split(" ");
  return { method, address };
});

let server: WholeServer;
let seed: Seed;
let strangers: readonly Person[];

beforeAll(async () => {
  server = await openWholeServer();
  seed = await seedOwnBank(server);
  strangers = await strangersOf(server);
}, 300_000);

afterAll(async () => await server.close());

describe("what belongs to a bank and its enterprise", { timeout: 300_000 }, () => {
  it("can be asked for by its own people, so that the refusals below mean something", async () => {
    const { manager, risk, postLoan, officer, administrator } = seed.people;
    const unseen: string[] = [];
    for (const url of singles("GET")) {
      const answers = await Promise.all(
        [manager, risk, postLoan, officer, administrator].map(
          async (person) => await statusOf(person, "GET", url),
        ),
      );
      if (!answers.includes(200)) unseen.push(`${url} ${answers.join(" ")}`);
    }
    expect(unseen).toEqual([]);
  });

  it("stands in no list that they can read", async () => {
    const leaks: string[] = [];
    for (const url of lists()) {
      const asked = strangers.map(async (stranger) => {
        const text = await (await stranger("GET", url)).text();
        for (const secret of seed.secrets) {
          if (text.includes(secret)) leaks.push(`${nameOf(stranger)}: ${url} says ${secret}`);
        }
      });
      await Promise.all(asked);
    }
    expect(leaks).toEqual([]);
  });

  it("is given to nobody of another bank, enterprise, platform, fund or regulator", async () => {
    const given: string[] = [];
    for (const url of singles("GET")) {
      const asked = strangers.map(async (stranger) => {
        const status = await statusOf(stranger, "GET", url);
        if (status < 400 || status >= 500) given.push(`${nameOf(stranger)}: ${url} ${status}`);
      });
      await Promise.all(asked);
    }
    expect(given).toEqual([]);
  });

  it("is changed by nobody of them", async () => {
    const changed: string[] = [];
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      for (const url of singles(method)) {
        const asked = strangers.map(async (stranger) => {
          const status = await statusOf(stranger, method, url);
          if (status < 400 || status >= 500) changed.push(`${nameOf(stranger)}: ${method} ${url} ${status}`);
        });
        await Promise.all(asked);
      }
    }
    expect(changed).toEqual([]);
  });

  it("is no longer read once its owner has revoked the consent, and is again after a new one", async () => {
    const { owner, people, enterpriseId, parameters } = seed;
    const data = `/v1/enterprises/${enterpriseId}/data/registry?purpose=creditEvaluation`;
    expect(await statusOf(people.manager, "GET", data)).toBe(200);
    const id = parameters["/v1/consents/{id}"];
    const revoked = await owner("POST", `/v1/consents/${id}/revocation`, { json: { reason: "不再需要" } });
    expect(revoked.status, await revoked.clone().text()).toBe(200);
    const refused = await people.manager("GET", data);
    expect(await bodyOf(refused)).toMatchObject({ status: 403, code: "CONSENT_NO_BASIS" });
    await giveConsent(server, owner, enterpriseId);
    expect(await statusOf(people.manager, "GET", data)).toBe(200);
  });
});

/** Addresses that give each party its own: lists, and exports of a whole book. */
function lists(): readonly string[] {
  return routes
    .filter(({ method, address }) => method === "GET" && (!address.includes("{") || isOwnPart(address)))
    .map(({ address }) => fill(address));
}

/** Lists whose address has a parameter: each party is given its own part, strangers an empty one. */
function isOwnPart(address: string): boolean {
  return address.startsWith("/v1/loan-book/exports/") || address === "/v1/datasets/{name}/quarantine";
}

/** The addresses of single seeded things, filled in. */
function singles(method: string): readonly string[] {
  return routes
    .filter(({ address }) => address.includes("{") && !isOwnPart(address))
    .filter((route) => route.method === method)
    .filter(({ address }) => !Object.keys(notSeeded).some((prefix) => address.startsWith(prefix)))
    .filter(({ address }) => !address.endsWith("/events"))
    .map(({ address }) => fill(address));
}

/** Replaces each parameter by what the seed has at that address. */
function fill(address: string): string {
  let filled = "";
  let upTo = "";
  for (const part of address.split(/(\{\w+\})/)) {
    upTo += part;
    const value = part.startsWith("{") ? seed.parameters[upTo] : part;
    if (value === undefined) throw new Error(`The seed has nothing at ${upTo}: add it, or name it above`);
    filled += part.startsWith("{") ? encodeURIComponent(value) : part;
  }
  const needsPurpose = filled.includes("/data/");
  return needsPurpose ? `${filled}?purpose=creditEvaluation` : filled;
}

async function statusOf(person: Person, method: string, url: string): Promise<number> {
  const answer = await person(method, url, method === "GET" ? {} : { json: {} });
  await answer.body?.cancel();
  return answer.status;
}

async function strangersOf({ addParty, signIn }: WholeServer): Promise<readonly Person[]> {
  const parties: readonly Party[] = await Promise.all(
    (["bank", "enterprise", "platform", "fund", "regulator"] as const).map(
      async (kind) => await addParty(kind),
    ),
  );
  return await Promise.all(
    parties.flatMap((party) => rolesOfKind[party.kind].map(async (role) => await signIn(party, role))),
  );
}

function nameOf({ party, account }: Person): string {
  return `${account.role} of another ${party.kind}`;
}
