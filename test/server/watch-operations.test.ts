import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, businessDayOf, dayNumberOf } from "#kernel";
import { operatingFactsOf } from "#operations";
import { type RegionEnterprise, regionDatasetOf, simulateRegion } from "#simulate";
import {
  missingStream,
  replayAlerts,
  type RuleCode,
  ruleOf,
  seriesOfOperations,
  type WatchSeries,
} from "#watch";
import { findingsOfAll } from "../../src/watch/testing/findings-of-all.ts";
import { importRegion } from "./import-region.ts";
import {
  bodyOf,
  callerOf,
  cookieOf,
  openWholeServer,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";

// A bank's own run over stored operating data says of every rule what the same rules say of the same facts in memory, and
// nothing of what it has no basis for.

const region = { seed: "watch-operations", enterprises: 20, months: 20, endDay: "2025-08-31" } as const;
const asOf = region.endDay;
const operating: readonly RuleCode[] = [
  "ordersDown",
  "ordersCancelled",
  "workforceDown",
  "stockDaysUp",
  "payerLate",
  "payablesStretched",
  "marginSqueezed",
  "debtUp",
  "expansionIdle",
  "specialRisk",
  "couplingBroken",
];
const metered: readonly RuleCode[] = ["energyDown", "runningDown"];

const simulated = new Map<string, RegionEnterprise>();
let server: WholeServer;
let manager: Person;
let risk: Person;
const enterpriseIds = new Map<string, string>();

beforeAll(async () => {
  for (const one of simulateRegion(region)) simulated.set(one.truth.code, one);
  server = await openWholeServer({ prepare: async (directory) => await importRegion(directory, region) });
  manager = await server.signIn(server.bank, "accountManager");
  risk = await server.signIn(server.bank, "riskOfficer");
  await registerAll();
}, 400_000);
afterAll(async () => await server.close());

const withheldOf = (code: string): readonly string[] =>
  code === "R0001" ? ["businessDocument", "registry"] : [];
const allClasses = ["invoice", "statement", "businessDocument", "energy", "machine", "registry", "loan"];

/** Everybody but R0002 consents to post-loan work, R0001 to some classes only. */
async function registerAll(): Promise<void> {
  const head = "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主";
  const lines = [...simulated.keys()].map((code) => `${code},${code}厂,,东区,C34,,,,王一`);
  const { invitations } = await bodyOf<{
    invitations: { code: string; enterpriseId: string; token: string }[];
  }>(
    manager("POST", "/v1/enterprises", {
      json: {
        dataset: regionDatasetOf(region),
        fileName: "list.csv",
        contentBase64: Buffer.from([head, ...lines].join("\n")).toString("base64"),
      },
    }),
  );
  for (const { code, enterpriseId, token } of invitations) {
    enterpriseIds.set(code, enterpriseId);
    if (code === "R0002") continue;
    const session = await callerOf(server.address)("POST", "/v1/session", { json: { token } });
    const owner = callerOf(server.address, cookieOf(session));
    const dataClasses = allClasses.filter((one) => !withheldOf(code).includes(one));
    const today = businessDayOf(server.clock.read());
    const terms = { granteePartyId: server.bank.id, purpose: "postLoan", dataClasses };
    const given = await owner("POST", "/v1/consents", {
      json: { enterpriseId, ...terms, fromOn: today, untilOn: addDays(today, 300) },
    });
    expect(given.status, await given.clone().text()).toBeLessThan(300);
  }
}

interface Status {
  readonly rule: RuleCode;
  readonly kind: string;
  readonly reason: { readonly en: string } | null;
}
interface Shown {
  readonly alerts: readonly { readonly rule: RuleCode }[];
  readonly statuses: readonly Status[];
}

async function watched(code: string): Promise<Shown> {
  return await bodyOf<Shown>(risk("GET", `/v1/watch/enterprises/${enterpriseIds.get(code)}`));
}

async function run(): Promise<void> {
  const answer = await risk("POST", "/v1/watch/runs", { json: { asOf } });
  expect(answer.status, await answer.clone().text()).toBe(202);
  for (;;) {
    const { items } = await bodyOf<{ items: { state: string }[] }>(risk("GET", "/v1/jobs"));
    if (items.some(({ state }) => state === "failed")) throw new Error(server.errors());
    if (items.every(({ state }) => state === "succeeded")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The facts in memory of everybody who consented; the bank has lent to nobody and registered all in one industry. */
function seriesInMemory(): readonly WatchSeries[] {
  return [...simulated.values()].flatMap(({ rows, truth: { code } }) => {
    if (code === "R0002") return [];
    const series = seriesOfOperations(code, operatingFactsOf(rows, asOf, region.months));
    return [{ ...series, industry: "C34", loans: missingStream("noData") }];
  });
}

/** What the rules say of them, by enterprise code and rule. */
function saidInMemory(): ReadonlyMap<string, string> {
  return new Map(
    findingsOfAll(seriesInMemory(), dayNumberOf(asOf)).map(({ enterpriseId, rule, result }) => [
      `${enterpriseId}/${rule}`,
      result.kind,
    ]),
  );
}

describe("a bank's run over stored operating data", { timeout: 240_000 }, () => {
  beforeAll(run);

  it("says of every rule what it says of the same facts in memory", async () => {
    const expected = saidInMemory();
    const kinds = { hit: 0, clear: 0, notComputable: 0 };
    for (const code of [...simulated.keys()].slice(2)) {
      const { statuses } = await watched(code);
      for (const rule of [...operating, ...metered]) {
        const found = statuses.find((one) => one.rule === rule)?.kind;
        expect(`${code} ${rule} ${found}`).toBe(`${code} ${rule} ${expected.get(`${code}/${rule}`)}`);
        kinds[found as keyof typeof kinds]++;
      }
    }
    // Neither all silent nor all not computable: otherwise the comparison would show nothing.
    expect(kinds.hit).toBeGreaterThan(3);
    expect(kinds.clear).toBeGreaterThan(80);
  });

  it("tells of them what a replay of the day tells", async () => {
    const expected = replayAlerts(seriesInMemory(), { from: asOf, to: asOf, step: "day" })
      .map(({ episode }) => `${episode.enterpriseId} ${episode.rule}`)
      .filter((one) => !one.startsWith("R0001 "));
    const told: string[] = [];
    for (const code of [...simulated.keys()].slice(2))
      for (const { rule } of (await watched(code)).alerts) told.push(`${code} ${rule}`);
    expect(told.toSorted()).toEqual(expected.toSorted());
    expect(told.length).toBeGreaterThan(0);
  });

  it("says of a class without a basis only that there is none", async () => {
    const { statuses } = await watched("R0001");
    const expected = saidInMemory();
    for (const rule of operating) {
      const found = statuses.find((one) => one.rule === rule);
      const isWithheld = ruleOf(rule).dataClasses.some((one) => withheldOf("R0001").includes(one));
      if (isWithheld) expect(found).toMatchObject({ kind: "notComputable", reason: { en: /No basis/ } });
      else expect(`${rule} ${found?.kind}`).toBe(`${rule} ${expected.get(`R0001/${rule}`)}`);
    }
  });

  it("knows nothing of an enterprise that did not consent", async () => {
    const session = await watched("R0002").catch(() => null);
    const rules = session?.statuses ?? [];
    expect(session?.alerts ?? []).toEqual([]);
    for (const { kind } of rules) expect(kind).toBe("notComputable");
  });
});
