import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataClasses } from "#consent";
import type { ShadowComparison } from "#flow";
import { addDays, businessDayOf } from "#kernel";
import { standingOf } from "../../src/simulate/pilot/loan-payments.ts";
import { simulatePilot, type SimulatedPilot } from "#simulate";
import { proposedIndicators, proposedScale } from "#models";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

const borrowers = 12;
const endDay = "2026-10-31";

interface Answer {
  readonly comparison: ShadowComparison;
  readonly sha256: string;
  readonly conclusions: readonly { readonly zh: string; readonly en: string }[];
}

let server: WholeServer;
let folder: string;
let pilot: SimulatedPilot;
let risk: Person;
let officer: Person;
let manager: Person;
let answer: Answer;

beforeAll(async () => {
  server = await openWholeServer();
  risk = await server.signIn(server.bank, "riskOfficer");
  officer = await server.signIn(server.bank, "creditOfficer");
  manager = await server.signIn(server.bank, "accountManager");
  folder = await mkdtemp(join(tmpdir(), "touchstone-shadow-"));
  pilot = await simulatePilot({
    seed: "shadow",
    borrowers,
    prospects: 4,
    months: 16,
    endDay,
    deliveries: 2,
    platformCode: (await server.addParty("platform")).code,
    directory: folder,
    truthFile: null,
    onProgress: () => undefined,
  });
  await play();
  answer = await bodyOf<Answer>(risk("GET", "/v1/shadow/comparison?asOf=2026-10-31"));
}, 240_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the shadow comparison", () => {
  it("has every borrower with the outcome that its loan had", () => {
    const { comparison } = answer;
    expect(comparison.counts).toMatchObject({ borrowers, withoutBasis: 0, notEvaluated: 0, notMatched: 0 });
    for (const { plan, bankRating, loan } of pilot.enterprises) {
      const found = comparison.borrowers.find(({ code }) => code === plan.code);
      if (loan === null) {
        expect(found).toBeUndefined();
        continue;
      }
      expect(found?.bankRating).toBe(bankRating);
      expect(found?.outcome.daysPastDue).toBe(standingOf(loan, endDay).daysPastDue);
    }
    expect(comparison.counts.default).toBe(
      comparison.borrowers.filter(
        ({ outcome, bankClass }) =>
          outcome.maxDaysPastDue > 90 || ["substandard", "doubtful", "loss"].includes(bankClass ?? ""),
      ).length,
    );
    expect(comparison.counts.trouble).toBeGreaterThanOrEqual(3);
  });

  it("agrees with a count of pairs made here", () => {
    const { borrowers: all, agreement, ratingOrder } = answer.comparison;
    const rows = all.flatMap(({ ours, bankRating }) =>
      ours === null || bankRating === null ? [] : [[ours.score, -ratingOrder.indexOf(bankRating)] as const],
    );
    let same = 0;
    let tiedOurs = 0;
    let tiedTheirs = 0;
    let pairs = 0;
    for (const [index, [score, rating]] of rows.entries()) {
      for (const [otherScore, otherRating] of rows.slice(index + 1)) {
        pairs++;
        same += Math.sign((score - otherScore) * (rating - otherRating));
        if (score === otherScore) tiedOurs++;
        if (rating === otherRating) tiedTheirs++;
      }
    }
    const tau = same / Math.sqrt((pairs - tiedOurs) * (pairs - tiedTheirs));
    expect(agreement.count).toBe(rows.length);
    expect(agreement.tau).toBeCloseTo(tau, 12);
  });

  it("splits the borrowers at the cut-off, with their balances and outcomes", async () => {
    const url = "/v1/shadow/comparison?asOf=2026-10-31&cutoffPdPpm=36000";
    const { comparison } = await bodyOf<Answer>(officer("GET", url));
    const declined = comparison.borrowers.filter(({ ours }) => (ours?.pd ?? 0) > 0.036);
    expect(comparison.bySide.declined).toMatchObject({
      balanceFen: String(declined.reduce((sum, { balanceFen }) => sum + BigInt(balanceFen), 0n)),
      trouble: {
        total: declined.length,
        hits: declined.filter(({ outcome }) => outcome.maxDaysPastDue > 30).length,
      },
    });
    const { accepted } = comparison.bySide;
    expect(accepted.trouble.total + declined.length).toBe(borrowers);
    expect(comparison.swapIn.every(({ pd }) => pd <= 0.036)).toBe(true);
    const counted = comparison.cross.rows.flatMap(({ counts }) => counts);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(borrowers);
  });

  it("orders by AUC as counted here, with an interval that says how few they are", () => {
    const { comparison } = answer;
    const isBad = (one: ShadowComparison["borrowers"][number]) => one.outcome.maxDaysPastDue > 30;
    const scored = comparison.borrowers.filter(
      ({ ours, bankRating }) => ours !== null && bankRating !== null,
    );
    const bad = scored.filter(isBad);
    const good = scored.filter((one) => !isBad(one));
    const wins = bad.flatMap((one) =>
      good.map((other) => {
        const [a, b] = [one.ours?.score ?? 0, other.ours?.score ?? 0];
        return a < b ? 1 : a === b ? 0.5 : 0;
      }),
    );
    const auc = wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
    const order = comparison.orders.find(({ by, outcome }) => by === "ourScore" && outcome === "trouble");
    expect(order?.hits).toBe(bad.length);
    expect(order?.auc).toBeCloseTo(auc, 12);
    // Wilson's interval at n = number of bads: with three of them it cannot be narrower than this.
    expect((order?.interval?.[1] ?? 0) - (order?.interval?.[0] ?? 0)).toBeGreaterThan(0.4);
  });

  it("counts as warned only what came before the first missed instalment", () => {
    const { borrowers: all, warnings } = answer.comparison;
    const troubled = all.filter(({ outcome }) => outcome.maxDaysPastDue > 30);
    const inTime = troubled.filter(({ warning, outcome }) => {
      const first = warning?.first.yellow?.on;
      return first !== undefined && outcome.firstMissedOn !== null && first < outcome.firstMissedOn;
    });
    expect(warnings[0]?.warned).toMatchObject({ hits: inTime.length, total: troubled.length });
    const others = all.filter((one) => !troubled.includes(one));
    expect(warnings[0]?.falseAlerts).toMatchObject({
      hits: others.filter(({ warning }) => (warning?.alerts ?? 0) > 0).length,
      total: others.length,
    });
  });

  it("says that few cases prove nothing, and advises to go on", () => {
    const sentences = answer.conclusions.map(({ en }) => en).join("\n");
    expect(sentences).toContain("they do not prove either order the better");
    expect(answer.conclusions.at(-1)?.en).toContain("keep the bank's rating");
  });

  it("gives the same content again, seals it once, and prints it", async () => {
    const again = await bodyOf<Answer>(risk("GET", "/v1/shadow/comparison?asOf=2026-10-31"));
    expect(again.sha256).toBe(answer.sha256);
    for (let copy = 0; copy < 2; copy++) {
      const pdf = await risk("GET", "/v1/shadow/comparison/pdf?asOf=2026-10-31");
      expect(pdf.status).toBe(200);
      const bytes = Buffer.from(await pdf.arrayBuffer());
      expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
      const pages = bytes.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(pages).toBeLessThanOrEqual(8);
    }
    // Sealed entries come under a platform leaf within a second; the test does not wait for it.
    await server.ledger.anchor();
    const sealed = [];
    for await (const { header } of server.ledger.readEntries(0)) {
      if (header["@type"] === "shadow-comparison@1") sealed.push(header["sha256"]);
    }
    expect(sealed).toEqual([answer.sha256]);
    const workbook = await risk("GET", "/v1/shadow/comparison/xlsx?asOf=2026-10-31");
    expect(
      Buffer.from(await workbook.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
  });

  it("leaves out a borrower whose consent was revoked, and says so", async () => {
    const code = pilot.enterprises.find(({ loan }) => loan !== null)?.plan.code;
    const consents = await bodyOf<{ items: { id: string; enterpriseId: string; purpose: string }[] }>(
      manager("GET", "/v1/consents"),
    );
    const borrower = answer.comparison.borrowers.find((one) => one.code === code);
    const own = consents.items.find(
      ({ enterpriseId, purpose }) =>
        enterpriseId === borrower?.enterpriseId && purpose === "creditEvaluation",
    );
    const register = await bodyOf<{ items: { id: string; ownPartyId: string | null }[] }>(
      manager("GET", "/v1/enterprises"),
    );
    const ownParty = register.items.find(({ id }) => id === borrower?.enterpriseId)?.ownPartyId ?? "";
    const party = await server.services.access.accounts.findParty(ownParty);
    if (party === null || own === undefined) throw new Error("the borrower has no owner or no consent");
    const owner = await server.signIn(party, "owner");
    await posted(owner, `/v1/consents/${own.id}/revocation`, { reason: null });
    const { comparison } = await bodyOf<Answer>(risk("GET", "/v1/shadow/comparison?asOf=2026-10-31"));
    expect(comparison.borrowers.some((one) => one.code === code)).toBe(false);
    expect(comparison.counts).toMatchObject({ borrowers: borrowers - 1, withoutBasis: 1 });
  });

  it("is empty for a bank without a book, and closed to others", async () => {
    const other = await server.signIn(await server.addParty("bank"), "riskOfficer");
    const refused = await other("GET", "/v1/shadow/comparison");
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("FLOW_SHADOW_NO_LOANS");
    const fund = await server.signIn(await server.addParty("fund"), "fundOfficer");
    expect((await fund("GET", "/v1/shadow/comparison")).status).toBe(403);
  });
});

/** The week of a pilot as its people would play it: enrol, consent, weigh a card, mirror, evaluate. */
async function play(): Promise<void> {
  const bytes = await readFile(join(folder, "enterprises.csv"));
  await posted(manager, "/v1/enterprises", {
    dataset: pilot.dataset,
    fileName: "enterprises.csv",
    contentBase64: bytes.toString("base64"),
  });
  await recordConsents();
  await putCardInForce();
  const postLoan = await server.signIn(server.bank, "postLoanManager");
  for (const delivery of pilot.deliveries) {
    await posted(postLoan, "/v1/loan-book/deliveries", { uploadId: await upload(postLoan, delivery) });
  }
  const uploadId = await upload(manager, join(folder, "data"));
  const { jobId } = (await posted(manager, "/v1/evaluations", {
    uploadId,
    dataset: pilot.dataset,
    budgetFen: "1500000000",
  })) as { jobId: string };
  for (;;) {
    const job = await bodyOf<{ state: string; problem: unknown }>(manager("GET", `/v1/jobs/${jobId}`));
    if (job.state === "succeeded") return;
    if (job.state === "failed") throw new Error(JSON.stringify(job.problem));
    await wait(200);
  }
}

async function recordConsents(): Promise<void> {
  const { items } = await bodyOf<{ items: { id: string; code: string }[] }>(
    manager("GET", "/v1/enterprises"),
  );
  const today = businessDayOf(server.clock.read());
  for (const purpose of ["creditEvaluation", "postLoan"]) {
    const drafted = (await posted(manager, "/v1/consents/papers", {
      papers: items.map(({ id, code }) => ({
        enterpriseId: id,
        reference: `paper-${code}`,
        scanSha256: "a".repeat(64),
      })),
      granteePartyId: server.bank.id,
      purpose,
      dataClasses: [...dataClasses],
      fromOn: today,
      untilOn: addDays(today, 365),
    })) as { items: { id: string }[] };
    await posted(officer, "/v1/consents/grants", { ids: drafted.items.map(({ id }) => id) });
  }
}

async function putCardInForce(): Promise<void> {
  const { id } = (await posted(risk, "/v1/expert-cards", {
    name: "影子对比的专家评分卡",
    indicators: proposedIndicators.value,
    scale: proposedScale.value,
    memberIds: [officer.account.id],
  })) as { id: string };
  const weights = Object.fromEntries(proposedIndicators.value.map((one, place) => [one.id, place + 1]));
  const { sha256 } = (await posted(officer, `/v1/expert-cards/${id}/weights`, { weights })) as {
    sha256: string;
  };
  await posted(officer, `/v1/expert-cards/${id}/signature`, { sha256 });
  await posted(officer, `/v1/expert-cards/${id}/activation`, {});
}

async function upload(person: Person, from: string): Promise<string> {
  const { id } = (await posted(person, "/v1/uploads", {})) as { id: string };
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(from, entry.name));
    const sent = await person("PUT", `/v1/uploads/${id}/files/${encodeURIComponent(entry.name)}`, {
      body: bytes,
    });
    expect(sent.ok).toBe(true);
  }
  return id;
}

async function posted(person: Person, url: string, json: unknown): Promise<unknown> {
  const sent = await person("POST", url, { json });
  if (!sent.ok) throw new Error(`${url}: ${sent.status} ${await sent.text()}`);
  return await sent.json();
}
