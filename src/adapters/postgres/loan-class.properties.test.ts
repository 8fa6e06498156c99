import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, createIdSource, createRandom, systemClock } from "#kernel";
import {
  type BookStore,
  type ClassMove,
  closeDays,
  effectiveClass,
  isNonPerforming,
  nextStepOf,
  type OwnLoanRecord,
  rankOf,
  recordFact,
  takeClassStep,
} from "#lending";
import { createBookReads } from "./postgres-book-reads.ts";
import { createBookStore } from "./postgres-loan-book-store.ts";
import type { EmbeddedSystemOfRecord } from "./system-of-record.ts";
import { openTestRecord, type TestRecord } from "./testing/fresh-record.ts";

// I8 on a real PostgreSQL: whatever days pass, whoever pays and whoever tries to confirm what, the class is never
// better than its worst trigger, never improves by itself, and is confirmed by three different people.

const nextId = createIdSource(systemClock, createRandom("class-properties"));
const context = { nextId, clock: systemClock };
const people = ["a", "b", "c"].map((name) => ({ name, id: nextId() }));
const startOn = "2025-01-01";

const approvals = { initial: 0, downgrade: 0, upgrade: 0 };
/** How often one loan of a debtor stood against the other. */
const spread = { any: 0, tenth: 0 };

let house: TestRecord;
let record: EmbeddedSystemOfRecord;
let store: BookStore;

beforeAll(async () => {
  house = await openTestRecord();
  record = house.record;
  store = createBookStore(record, nextId);
});

afterAll(async () => await house.close());

/** What may happen: time passes, a loan is paid, somebody records something or tries a step. */
const eventArbitrary = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("days" as const), days: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("pay" as const),
      loan: fc.nat({ max: 1 }),
      instalments: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("fact" as const),
      loan: fc.nat({ max: 1 }),
      fact: fc.constantFrom("useChanged" as const, "creditImpaired" as const, "bankruptcy" as const),
      lasts: fc.integer({ min: 1, max: 90 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("confirm" as const),
      people: fc.shuffledSubarray([0, 1, 2], { minLength: 2, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("step" as const),
      person: fc.nat({ max: 2 }),
      step: fc.constantFrom(
        "propose" as const,
        "recognise" as const,
        "recognise" as const,
        "approve" as const,
        "approve" as const,
        "return" as const,
      ),
    }),
  },
);
type Event = typeof eventArbitrary extends fc.Arbitrary<infer T> ? T : never;

describe("invariant I8", () => {
  it("holds for random days, payments, records and people", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(eventArbitrary, { minLength: 10, maxLength: 40 }),
        fc.constantFrom("smallRetail" as const, "nonRetail" as const),
        async (events, regime) => {
          await runStory(events, regime);
        },
      ),
      { numRuns: 15, seed: 20_261_122 },
    );
    // A story in which nobody ever confirms anything would prove nothing.
    expect(approvals.downgrade).toBeGreaterThan(3);
    expect(approvals.upgrade).toBeGreaterThan(0);
    expect(Math.min(spread.any, spread.tenth)).toBeGreaterThan(5);
  });

  it("is held by the database when the code does not", async () => {
    const own = loanOf(record.partyId, { index: 0, thousands: 1, regime: "smallRetail" });
    await store.exclusively(record.partyId, async (session) => await session.saveOwnLoan(own, startOn));
    const insert = async (columns: string, values: string) =>
      await record.inParty(record.partyId, async (transaction) => {
        await sql`insert into touchstone.loan_class (party_id, move_id, loan_id, direction, origin, to_class,
          triggers, proposed_on, proposed_at_ms, ${sql.raw(columns)})
          select ${record.partyId}, gen_random_uuid(), loan_id, 'downgrade', 'system', 'loss', '["x"]',
            '2025-01-01', 0, ${sql.raw(values)} from touchstone.loan limit 1`.execute(transaction);
      });
    const [a, b] = people;
    const done = "state, ended_on, recognised_by, approved_by";
    await expect(insert(done, `'approved', '2025-01-01', '${a?.id}', '${a?.id}'`)).rejects.toThrow(/check/);
    await expect(insert(done, `'approved', '2025-01-01', null, '${b?.id}'`)).rejects.toThrow(/check/);
    await expect(
      insert(`${done}, proposed_by`, `'approved', '2025-01-01', '${a?.id}', '${b?.id}', '${b?.id}'`),
    ).rejects.toThrow(/check/);
    await expect(insert("state, reason", `'proposed', null`)).resolves.toBeUndefined();
  });
});

/** Two loans of one debtor in a bank of its own, so that stories do not meet. */
async function runStory(events: readonly Event[], regime: "smallRetail" | "nonRetail"): Promise<void> {
  const partyId = nextId();
  await record.inParty(record.partyId, async (transaction) => {
    const code = `bank-${partyId}`;
    await sql`select touchstone.create_party(${partyId}, 'bank', ${code}, 'Bank', 0)`.execute(transaction);
  });
  const paid = [0, 0];
  const loans = [100, 900].map((thousands, index) => loanOf(partyId, { index, thousands, regime }));
  let day = startOn;
  await closeTo(partyId, loans, paid, { from: startOn, to: startOn });
  for (const event of events) {
    const before = await statesOf(partyId);
    const approved: (ClassMove | null)[] = [];
    if (event.kind === "days") {
      const to = addDays(day, event.days);
      await closeTo(partyId, loans, paid, { from: addDays(day, 1), to });
      day = to;
    } else if (event.kind === "pay") {
      paid[event.loan] = Math.min(12, (paid[event.loan] ?? 0) + event.instalments);
    } else if (event.kind === "fact") {
      const loanId = loans[event.loan]?.loan.id ?? "";
      const to = addDays(day, event.lasts);
      const fact = { loanId, kind: event.fact, from: day, to, note: "-", recordedBy: people[0]?.id ?? "" };
      await recordFact({ ...context, store }, partyId, fact);
    } else if (event.kind === "step") {
      approved.push(await tryStep(partyId, event));
    } else {
      for (const person of event.people) approved.push(await tryNextStep(partyId, person));
    }
    await checkInvariant(partyId, { before, approved });
    await checkAgainstRules(partyId, regime);
  }
  await checkHistory(partyId);
}

async function closeTo(
  partyId: string,
  loans: readonly OwnLoanRecord[],
  paid: readonly number[],
  days: { readonly from: string; readonly to: string },
): Promise<void> {
  await store.exclusively(partyId, async (session) => {
    for (const [index, own] of loans.entries()) {
      const receipts = own.instalments.slice(0, paid[index]).map((one) => ({
        id: `${own.loan.number}-${one.instalment}`,
        paidOn: days.from,
        principalFen: one.principalFen,
        interestFen: one.interestFen,
        penaltyFen: 0n,
        writtenOffFen: 0n,
      }));
      await session.saveOwnLoan({ ...own, receipts }, days.from);
    }
    await closeDays(session, { ...days, classFrom: days.from, source: "own" }, context);
  });
}

/** A person tries a step with the oldest open move; what may not be done is refused. */
async function tryStep(partyId: string, event: Extract<Event, { kind: "step" }>): Promise<ClassMove | null> {
  const [open] = await createBookReads(record).listQueue(partyId);
  const userId = people[event.person]?.id;
  if (open === undefined || userId === undefined) return null;
  const wanted = { moveId: open.move.id, step: event.step, userId, reason: "-" };
  try {
    const move = await store.exclusively(
      partyId,
      async (session) => await takeClassStep(session, wanted, systemClock),
    );
    if (move.state !== "approved") return null;
    approvals[move.direction]++;
    return move;
  } catch (fault) {
    expect(fault).toMatchObject({ code: expect.stringMatching(/^LENDING_(MOVE|TRIGGER)/) });
    return null;
  }
}

/** The next step of the oldest open move, by one person after another. */
async function tryNextStep(partyId: string, person: number): Promise<ClassMove | null> {
  const [open] = await createBookReads(record).listQueue(partyId);
  const step = open === undefined ? null : nextStepOf(open.move);
  return step === null ? null : await tryStep(partyId, { kind: "step", person, step });
}

async function statesOf(partyId: string) {
  return await store.exclusively(partyId, async (session) => await session.readLoans());
}

async function checkInvariant(
  partyId: string,
  happened: {
    readonly before: Awaited<ReturnType<typeof statesOf>>;
    readonly approved: readonly (ClassMove | null)[];
  },
): Promise<void> {
  const after = await statesOf(partyId);
  for (const book of after) {
    const { loan, classState } = book;
    const newest = await store.exclusively(partyId, async (session) => await session.newestDay(loan.id));
    const now = effectiveClass(classState);
    expect(rankOf(now)).toBeGreaterThanOrEqual(rankOf(newest?.computedClass ?? "pass"));
    const former = happened.before.find((one) => one.loan.id === loan.id);
    const was = former === undefined ? "pass" : effectiveClass(former.classState);
    const isApproved = happened.approved.some((move) => move?.loanId === loan.id);
    const isReturned = former?.classState.open !== null && classState.open === null && !isApproved;
    if (rankOf(now) < rankOf(was)) expect(isApproved || isReturned).toBe(true);
    if (former?.classState.confirmed !== classState.confirmed) expect(isApproved).toBe(true);
  }
}

/** The most days past due of each class, by the words of the order of 2023. */
const daysOf = { specialMention: 0, substandard: 90, doubtful: 270, loss: 360 } as const;

/**
 * The class is at least what days past due ask for, and of a debtor that is no small retail one, what its other loan
 * asks for: more than a tenth non-performing makes all of it substandard, any of it special mention.
 */
async function checkAgainstRules(partyId: string, regime: "smallRetail" | "nonRetail"): Promise<void> {
  const books = await statesOf(partyId);
  const days = await Promise.all(
    books.map(
      async ({ loan }) => await store.exclusively(partyId, async (session) => session.newestDay(loan.id)),
    ),
  );
  let ownedFen = 0n;
  let badFen = 0n;
  for (const day of days) {
    ownedFen += day?.balanceFen ?? 0n;
    if ((day?.daysPastDue ?? 0) > daysOf.substandard) badFen += day?.balanceFen ?? 0n;
  }
  for (const [index, { classState }] of books.entries()) {
    const rank = rankOf(effectiveClass(classState));
    for (const [name, most] of Object.entries(daysOf)) {
      // An overdue of few days may be an operational one.
      const isAsked = (days[index]?.daysPastDue ?? 0) > Math.max(most, 10);
      if (isAsked) expect(rank).toBeGreaterThanOrEqual(rankOf(name as keyof typeof daysOf));
    }
    if (regime === "smallRetail" || badFen === 0n) continue;
    spread.any++;
    expect(rank).toBeGreaterThanOrEqual(rankOf("specialMention"));
    if (badFen * 10n <= ownedFen) continue;
    spread.tenth++;
    expect(rank).toBeGreaterThanOrEqual(rankOf("substandard"));
  }
}

/** Every change that counts has a trigger and three different actors, and follows from the one before. */
async function checkHistory(partyId: string): Promise<void> {
  const reads = createBookReads(record);
  for (const { loan } of await statesOf(partyId)) {
    const detail = await reads.readLoan(partyId, loan.id);
    let confirmed: ClassMove["from"] = null;
    for (const move of detail?.moves ?? []) {
      expect(move.triggers.length).toBeGreaterThan(0);
      if (move.state !== "approved") continue;
      expect(move.from).toBe(confirmed);
      const actors = [move.proposedBy ?? "system", move.recognisedBy, move.approvedBy];
      expect(new Set(actors).size).toBe(3);
      if (move.direction === "upgrade") expect(move.proposedBy).not.toBeNull();
      if (move.from !== null && isNonPerforming(move.from) && !isNonPerforming(move.to)) {
        expect(move.triggers).toEqual(["paidLongEnough"]);
      }
      confirmed = move.to;
    }
  }
}

function loanOf(
  bankPartyId: string,
  of: { readonly index: number; readonly thousands: number; readonly regime: "smallRetail" | "nonRetail" },
): OwnLoanRecord {
  const principalFen = BigInt(of.thousands) * 100_000n;
  return {
    loan: {
      id: nextId(),
      bankPartyId,
      source: "own",
      number: `L${of.index}`,
      contractNumber: `H${of.index}`,
      enterpriseId: null,
      borrowerName: "模拟企业",
      borrowerCode: "91350100M000100Y43",
      principalFen,
      balanceFen: principalFen,
      annualRatePpm: 38_500,
      drawnOn: startOn,
      dueOn: addDays(startOn, 360),
      method: "levelPrincipal",
      security: "unsecured",
      regime: of.regime,
      sizeClass: "micro",
      channel: { kind: "direct" },
      state: "active",
    },
    isFirstLoan: null,
    isRenewal: false,
    industry: null,
    restructuredOn: [],
    instalments: Array.from({ length: 12 }, (_, index) => ({
      instalment: index + 1,
      dueOn: addDays(startOn, 30 * (index + 1)),
      principalFen: index < 11 ? principalFen / 12n : principalFen - (principalFen / 12n) * 11n,
      interestFen: 10_000n,
    })),
    receipts: [],
  };
}
