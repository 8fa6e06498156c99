import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Basis,
  type Consent,
  type DataClass,
  dataClasses,
  type Purpose,
  purposes,
  type Reader,
  requireBasis,
} from "#consent";
import { businessDayOf, createIdSource, createRandom, systemClock } from "#kernel";
import { enterpriseIdOf } from "#registry";
import { createBasisStore } from "./postgres-basis-store.ts";
import { createConsentStore } from "./postgres-consent-store.ts";
import { createEnterpriseRegister } from "./postgres-enterprise-register.ts";
import type { EmbeddedSystemOfRecord } from "./system-of-record.ts";
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

type Step =
  | {
      readonly kind: "grant";
      readonly to: "bank" | "fund";
      readonly purpose: Purpose;
      readonly classes: readonly DataClass[];
      /** Days until its first, and from then to its last. */
      readonly startsIn: number;
      readonly days: number;
    }
  | { readonly kind: "attest"; readonly by: "bank" | "fund" }
  | { readonly kind: "revoke"; readonly which: number }
  | { readonly kind: "loan" }
  | { readonly kind: "settle" }
  | { readonly kind: "wait"; readonly days: number }
  | {
      readonly kind: "read";
      readonly by: "bank" | "fund" | "owner";
      readonly purpose: Purpose;
      readonly classes: readonly DataClass[];
    };

const classesOf = fc.uniqueArray(fc.constantFrom(...dataClasses), { minLength: 1, maxLength: 3 });
const purposeOf = fc.constantFrom(...purposes);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("grant" as const),
      to: fc.constantFrom("bank" as const, "fund" as const),
      purpose: purposeOf,
      classes: fc.uniqueArray(fc.constantFrom(...dataClasses), { minLength: 1 }),
      startsIn: fc.constantFrom(0, 0, 3),
      days: fc.integer({ min: 0, max: 20 }),
    }),
    fc.record({
      kind: fc.constant("attest" as const),
      by: fc.constantFrom("bank" as const, "fund" as const),
    }),
    fc.record({ kind: fc.constant("revoke" as const), which: fc.nat(2) }),
    fc.record({ kind: fc.constantFrom("loan" as const, "loan" as const, "settle" as const) }),
    fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 15 }) }),
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("read" as const),
        by: fc.constantFrom("bank" as const, "fund" as const, "owner" as const),
        purpose: purposeOf,
        classes: classesOf,
      }),
    },
  ),
  { minLength: 8, maxLength: 30 },
);

/** What the invariant says, in so many words; it shares no code with the resolver. */
class Model {
  readonly grants: {
    id: string;
    to: string;
    purpose: Purpose;
    classes: readonly DataClass[];
    from: string;
    until: string;
    revokedAtMs: number | null;
  }[] = [];
  hasLoan = false;
  /** Of whom papers were declared. */
  readonly attested = new Set<string>();

  allowedKinds(by: string, purpose: Purpose, dataClass: DataClass, today: string): readonly Basis["kind"][] {
    if (by === "owner") return ["own"];
    const isGranted = this.grants.some(
      (one) =>
        one.to === by &&
        one.purpose === purpose &&
        one.classes.includes(dataClass) &&
        one.revokedAtMs === null &&
        one.from <= today &&
        today <= one.until,
    );
    if (isGranted) return ["consent"];
    if (by === "bank" && this.hasLoan && (purpose === "postLoan" || purpose === "compensation"))
      return ["covenant"];
    // The bank registered the enterprise, so a declaration of its own never serves it; nor anybody who asked once.
    const isKnown = by === "bank" || this.grants.some((one) => one.to === by);
    const isAttested = this.attested.has(by) && !isKnown;
    return isAttested && (purpose === "creditEvaluation" || purpose === "postLoan") ? ["attestation"] : [];
  }

  /** Until when data had to be there to be read by a covenant; null for whenever. */
  receivedUntil(by: string, purpose: Purpose, today: string): number | null {
    const own = this.grants.filter((one) => one.to === by);
    const isInForce = own.some(
      (one) => one.purpose === purpose && one.revokedAtMs === null && one.from <= today && today <= one.until,
    );
    if (isInForce) return null;
    return own.reduce<number | null>(
      (last, { revokedAtMs }) => (revokedAtMs === null ? last : Math.max(last ?? 0, revokedAtMs)),
      null,
    );
  }
}

describe("I11: every read names its basis", () => {
  it("allows a read iff the model does, and logs each exactly once with a basis valid at that instant", async () => {
    const basis = { store: createBasisStore(record), clock: () => now };
    const consents = createConsentStore(record);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const scene = await makeScene();
        const model = new Model();
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
