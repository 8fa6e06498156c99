import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Consent, type DataClass, type Purpose, type Reader, requireBasis } from "#consent";
import { businessDayOf, createIdSource, createRandom, systemClock } from "#kernel";
import { enterpriseIdOf } from "#registry";
import { consentLock, createBasisStore } from "./postgres-basis-store.ts";
import { createConsentStore } from "./postgres-consent-store.ts";
import { createEnterpriseRegister } from "./postgres-enterprise-register.ts";
import type { EmbeddedSystemOfRecord } from "./system-of-record.ts";
import { ConsentModel, steps } from "./testing/consent-model.ts";
import { openTestRecord, type TestRecord } from "./testing/fresh-record.ts";

const dayMs = 86_400_000;
const start = Date.parse("2026-11-22T04:00:00Z");
const nextId = createIdSource(systemClock, createRandom("basis"));

let house: TestRecord;
let record: EmbeddedSystemOfRecord;
let now = start;

beforeAll(async () => {
  house = await openTestRecord();
  record = house.record;
});
afterAll(async () => await house.close());

const readerOf = (id: string): Reader => ({ party: { id, name: id }, account: { id: nextId(), name: "x" } });

interface Scene {
  readonly enterpriseId: string;
  readonly owner: string;
  readonly bank: string;
  readonly fund: string;
}

/** A bank that registered an enterprise, and a fund. */
const makeScene = async (): Promise<Scene> => {
  const [owner, bank, fund] = [
    await house.addParty("enterprise"),
    await house.addParty("bank"),
    await house.addParty("fund"),
  ];
  const code = nextId();
  const enterpriseId = enterpriseIdOf({ scheme: "dataset:property", value: code });
  const entry = { id: enterpriseId, dataset: "property", code, name: code, uscc: null, region: null };
  await createEnterpriseRegister(record).register(
    bank,
    [
      {
        ...entry,
        industry: null,
        platformPartyId: null,
        ownPartyId: owner,
        size: null,
        validFrom: "2026-01-01",
      },
    ],
    { accountId: null, atMs: now },
  );
  return { enterpriseId, owner, bank, fund };
};

const addLoan = async ({ bank, enterpriseId }: Scene, state: string): Promise<string> => {
  const id = nextId();
  await record.inParty(bank, async (transaction) =>
    sql`insert into touchstone.loan (party_id, loan_id, source, number, contract_number, enterprise_id, borrower_name,
        principal_fen, balance_fen, annual_rate_ppm, drawn_on, due_on, method, security, regime, channel, state)
      values (${bank}, ${id}, 'own', ${id}, ${id}, ${enterpriseId}, 'x', 100, 100, 1, '2026-01-01', '2027-01-01',
        'singlePayment', 'unsecured', 'smallRetail', 'direct', ${state})`.execute(transaction),
  );
  return id;
};

describe("I11: every read names its basis", () => {
  it("allows a read iff the model does, and logs each exactly once with a basis valid at that instant", async () => {
    const basis = { store: createBasisStore(record), clock: () => now };
    const consents = createConsentStore(record);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const scene = await makeScene();
        const model = new ConsentModel();
        let loan: string | null = null;
        let reads = 0;
        for (const step of story) {
          now += 1000;
          const today = businessDayOf(now);
          if (step.kind === "wait") now += step.days * dayMs;
          if (step.kind === "grant") {
            const from = businessDayOf(now + step.startsIn * dayMs);
            const until = businessDayOf(now + (step.startsIn + step.days) * dayMs);
            const consent = consentFor(scene, step.to, step.purpose, step.classes, { from, until });
            await consents.add(scene.owner, [consent]);
            model.grants.push({ ...step, id: consent.id, from, until, revokedAtMs: null });
          }
          if (step.kind === "attest") {
            await basis.store.attest({
              id: nextId(),
              partyId: scene[step.by],
              subject: { enterpriseId: scene.enterpriseId },
              reference: "paper",
              recordedBy: null,
              atMs: now,
            });
            model.attested.add(step.by);
          }
          if (step.kind === "revoke") {
            const found = model.grants[step.which];
            if (found === undefined || found.revokedAtMs !== null) continue;
            const by = { accountId: nextId(), atMs: now, reason: null };
            expect(await consents.revoke(scene.owner, found.id, by)).toBe(true);
            found.revokedAtMs = now;
          }
          if (step.kind === "loan" && loan === null) {
            loan = await addLoan(scene, "active");
            model.hasLoan = true;
          }
          if (step.kind === "settle" && loan !== null) {
            const loanId = loan;
            await record.inParty(scene.bank, async (transaction) =>
              sql`update touchstone.loan set state = 'settled', balance_fen = 0 where loan_id = ${loanId}`.execute(
                transaction,
              ),
            );
            loan = null;
            model.hasLoan = false;
          }
          if (step.kind !== "read") continue;
          const expected = step.classes.map((one) => model.allowedKinds(step.by, step.purpose, one, today));
          const isAllowed = expected.every((kinds) => kinds.length > 0);
          const read = {
            enterpriseId: scene.enterpriseId,
            purpose: step.purpose,
            dataClasses: step.classes,
            what: `t.${reads}`,
          };
          const got = await requireBasis(basis, readerOf(scene[step.by]), read).catch(
            (fault: unknown) => fault,
          );
          reads++;
          expect(got instanceof Map, JSON.stringify(step)).toBe(isAllowed);
          const log = await basis.store.listReads({
            partyId: scene.owner,
            enterpriseId: scene.enterpriseId,
            offset: 0,
            limit: 1,
          });
          expect(log.total).toBe(reads);
          expect(log.items[0]).toMatchObject({ what: read.what, isAllowed, atMs: now });
          const bases = log.items[0]?.bases ?? {};
          expect(Object.keys(bases).toSorted()).toEqual(isAllowed ? [...step.classes].toSorted() : []);
          for (const [index, one] of step.classes.entries()) {
            if (!isAllowed) continue;
            const given = bases[one];
            expect(expected[index]).toContain(given?.kind);
            seen.add(given?.kind ?? "");
            if (given?.kind !== "covenant") continue;
            const until = model.receivedUntil(step.by, step.purpose, today);
            if (until !== null) seen.add("restricted");
            expect(given.receivedUntilMs ?? null).toBe(until);
          }
        }
      }),
      { numRuns: 60, seed: 20261122 },
    );
    // A run in which one of them never came up would prove nothing of it.
    expect([...seen].toSorted()).toEqual(["attestation", "consent", "covenant", "own", "restricted"]);
  }, 120_000);

  it("lets no read by a consent be logged after its revocation has returned, however they race", async () => {
    const scene = await makeScene();
    const store = createBasisStore(record);
    const consents = createConsentStore(record);
    for (let round = 0; round < 10; round++) {
      const term = { from: businessDayOf(now), until: businessDayOf(now + dayMs) };
      const consent = consentFor(scene, "bank", "creditEvaluation", ["invoice"], term);
      await consents.add(scene.owner, [consent]);
      let isRevoked = false;
      const read = async (): Promise<void> => {
        const began = isRevoked;
        const wanted = {
          enterpriseId: scene.enterpriseId,
          purpose: "creditEvaluation",
          dataClasses: ["invoice"],
          what: "race",
        } as const;
        const got = await requireBasis({ store, clock: () => now }, readerOf(scene.bank), wanted).catch(
          () => null,
        );
        if (began) expect(got).toBeNull();
      };
      const revoke = async (): Promise<void> => {
        await consents.revoke(scene.owner, consent.id, { accountId: nextId(), atMs: now, reason: null });
        isRevoked = true;
      };
      await Promise.all([read(), read(), revoke(), read(), revoke().then(read), read()]);
    }
  });

  it("makes a read wait for a revocation that is under way", async () => {
    const scene = await makeScene();
    const store = createBasisStore(record);
    const wanted = {
      enterpriseId: scene.enterpriseId,
      purpose: "postLoan",
      dataClasses: ["loan"],
      what: "x",
    } as const;
    let isDone = false;
    let read: Promise<unknown> = Promise.resolve();
    await record.inParty(scene.owner, async (transaction) => {
      await sql`select pg_advisory_xact_lock(${consentLock}::bigint)`.execute(transaction);
      read = requireBasis({ store, clock: () => now }, readerOf(scene.bank), wanted)
        .catch(() => null)
        .finally(() => (isDone = true));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(isDone).toBe(false);
    });
    await read;
    expect(isDone).toBe(true);
  });

  it("gives nothing to who recorded a paper for somebody else", async () => {
    const scene = await makeScene();
    const basis = { store: createBasisStore(record), clock: () => now };
    const consents = createConsentStore(record);
    const term = { from: businessDayOf(now), until: businessDayOf(now + dayMs) };
    const given = consentFor(scene, "fund", "compensation", ["loan"], term);
    const paper = { reference: nextId(), scanSha256: "a".repeat(64) };
    const draft = { ...given, madeByPartyId: scene.bank, form: "paper", paper, state: "draft" } as const;
    await consents.add(scene.bank, [{ ...draft, grantedBy: null, grantedAtMs: null }]);
    expect(await consents.grant(scene.bank, [given.id], { accountId: nextId(), atMs: now })).toBe(true);
    const wanted = {
      enterpriseId: scene.enterpriseId,
      purpose: "compensation",
      dataClasses: ["loan"],
      what: "x",
    } as const;
    await expect(requireBasis(basis, readerOf(scene.fund), wanted)).resolves.toBeInstanceOf(Map);
    await expect(requireBasis(basis, readerOf(scene.bank), wanted)).rejects.toMatchObject({
      code: "CONSENT_NO_BASIS",
    });
  });

  it("shows a read to the reader and the owner, and to nobody else; nobody changes it", async () => {
    const scene = await makeScene();
    const store = createBasisStore(record);
    const wanted = {
      enterpriseId: scene.enterpriseId,
      purpose: "postLoan",
      dataClasses: ["loan"],
      what: "x.y",
    } as const;
    await expect(
      requireBasis({ store, clock: () => now }, readerOf(scene.fund), wanted),
    ).rejects.toMatchObject({
      code: "CONSENT_NO_BASIS",
    });
    const totalFor = async (partyId: string) =>
      (await store.listReads({ partyId, enterpriseId: scene.enterpriseId, offset: 0, limit: 5 })).total;
    expect([await totalFor(scene.fund), await totalFor(scene.owner), await totalFor(scene.bank)]).toEqual([
      1, 1, 0,
    ]);
    const change = record.inParty(scene.fund, async (transaction) =>
      transaction.updateTable("access_read").set({ allowed: true }).execute(),
    );
    await expect(change).rejects.toThrow(/permission denied/);
  });
});

function consentFor(
  scene: Scene,
  to: "bank" | "fund",
  purpose: Purpose,
  classes: readonly DataClass[],
  term: { readonly from: string; readonly until: string },
): Consent {
  return {
    id: nextId(),
    enterpriseId: scene.enterpriseId,
    enterpriseName: "x",
    enterprisePartyId: scene.owner,
    madeByPartyId: scene.owner,
    provider: { id: to === "fund" ? scene.bank : scene.owner, name: "provider" },
    grantee: { id: scene[to], name: "grantee" },
    purpose,
    dataClasses: classes,
    fromOn: term.from,
    untilOn: term.until,
    form: "electronic",
    paper: null,
    state: "granted",
    madeBy: nextId(),
    madeAtMs: now,
    grantedBy: nextId(),
    grantedAtMs: now,
    revokedAtMs: null,
    revokedByPartyId: null,
    revokeReason: null,
  };
}
