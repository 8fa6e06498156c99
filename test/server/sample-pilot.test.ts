import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  bodyOf,
  callerOf,
  cookieOf,
  openWholeServer,
  type Caller,
  type WholeServer,
} from "./open-whole-server.ts";

interface Tour {
  isReady: boolean;
  people: { key: string; accountId: string }[];
  places: { enterpriseId: string; loanId: string; claimId: string; alertId: string; reportId: string } | null;
}

let server: WholeServer;
let founder: Caller;
let tour: Tour;
beforeAll(async () => {
  server = await openWholeServer({ sample: "true" });
  founder = await server.signIn(server.bank, "administrator");
  do {
    await wait(500);
    tour = await bodyOf<Tour>(founder("GET", "/v1/sample"));
  } while (!tour.isReady);
}, 420_000);
afterAll(async () => await server.close());

/** Signs in as a person of the pilot, as its page does. */
async function enter(key: string): Promise<Caller> {
  const person = tour.people.find((one) => one.key === key);
  const { token } = await bodyOf<{ token: string }>(
    founder("POST", "/v1/sample/entries", { json: { accountId: person?.accountId } }),
  );
  const answer = await callerOf(server.address)("POST", "/v1/session", { json: { token } });
  return callerOf(server.address, cookieOf(answer));
}

describe("the simulated pilot of the first start", () => {
  it("follows a borrower from its machines to the fund's payment", async () => {
    const places = tour.places;
    const manager = await enter("accountManager");
    const page = await bodyOf<{ machines: unknown[]; scoredBy: string; grade: string | null }>(
      manager("GET", `/v1/evaluations/latest/enterprises/${places?.enterpriseId}`),
    );
    expect(page.machines.length).toBeGreaterThan(0);
    expect(page.grade).not.toBeNull();
    const watcher = await enter("postLoanManager");
    const alert = await bodyOf<{ alert: { rule: string } }>(
      watcher("GET", `/v1/watch/alerts/${places?.alertId}`),
    );
    expect(["energyDown", "runningDown", "salesDown", "receiptsBehind"]).toContain(alert.alert.rule);
    const claim = await bodyOf<{
      state: string;
      paidFen: string;
      class: string;
      evidence: { verdict: string };
    }>((await enter("fundClerk"))("GET", `/v1/fund/claims/${places?.claimId}`));
    expect(claim).toMatchObject({
      state: "paid",
      class: "specialMention",
      evidence: { verdict: "verified" },
    });
    expect(BigInt(claim.paidFen)).toBeGreaterThan(0n);
  });

  it("lets a journal balance and a claim stay within the average", async () => {
    const standing = await bodyOf<{ items: { programmeId: string }[] }>(
      (await enter("fundClerk"))("GET", "/v1/fund/programmes"),
    );
    expect(standing.items).toHaveLength(1);
    const balance = await bodyOf<Record<string, unknown>>(
      (await enter("postLoanManager"))("GET", "/v1/lending/trial-balance"),
    );
    expect(balance).toMatchObject({ isBalanced: true });
  });

  it("takes a scorecard from a file to the version in force, with another one beside it", async () => {
    const { items } = await bodyOf<{
      items: { state: string; auc: { value: number }; transitions: unknown[] }[];
    }>((await enter("modelValidator"))("GET", "/v1/scorecards"));
    expect(items.map(({ state }) => state)).toEqual(["shadow", "champion"]);
    for (const { auc } of items) expect(auc.value).toBeGreaterThan(0.65);
    expect(items[1]?.transitions).toHaveLength(5);
  });

  it("leaves a modelling project on the sample's enterprises, run and signed by nobody", async () => {
    interface Project {
      id: string;
      isSimulated: boolean;
      steps: { state: string }[];
    }
    let project: Project | undefined;
    for (
      let tries = 0;
      tries < 60 && project?.steps.every(({ state }) => state === "done") !== true;
      tries++
    ) {
      await wait(500);
      const { items } = await bodyOf<{ items: Project[] }>(founder("GET", "/v1/scorecard-projects"));
      [project] = items;
    }
    expect(project?.isSimulated).toBe(true);
    expect(project?.steps.map(({ state }) => state)).toEqual(Array(8).fill("done"));
  });

  it("is entered by its own people and the installation's administrator, as nobody else", async () => {
    const outsider = await server.signIn(server.bank, "riskOfficer");
    expect(await bodyOf<Tour>(outsider("GET", "/v1/sample"))).toMatchObject({ isReady: false, people: [] });
    const [person] = tour.people;
    const refused = await outsider("POST", "/v1/sample/entries", { json: { accountId: person?.accountId } });
    expect(refused.status).toBe(404);
    const { account } = await server.signIn(server.bank, "creditOfficer");
    const real = await founder("POST", "/v1/sample/entries", { json: { accountId: account.id } });
    expect(real.status).toBe(404);
  });

  it("is followed by the simulated region, which the installation's bank evaluates", async () => {
    interface Evaluations {
      items: { dataset: string; simulated: boolean; state: string }[];
    }
    let region: Evaluations["items"][number] | undefined;
    while (region === undefined) {
      const { items } = await bodyOf<Evaluations>(founder("GET", "/v1/evaluations"));
      region = items.find(({ dataset }) => dataset.startsWith("simulated-region-"));
      if (region === undefined) await wait(300);
    }
    expect(region.simulated).toBe(true);
    expect(["queued", "running", "succeeded"]).toContain(region.state);
  });

  it("leaves the installation's own bank empty of it", async () => {
    const loans = await bodyOf<{ total: number }>(founder("GET", "/v1/loan-book/loans"));
    expect(loans.total).toBe(0);
    const register = await bodyOf<{ items: unknown[] }>(founder("GET", "/v1/enterprises"));
    expect(register.items).toEqual([]);
  });
});
