import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import {
  approveClaim,
  approveEnrolment,
  bookRecovery,
  bookRefund,
  confirmMovement,
  demandRefund,
  fileEnrolment,
  openClaim,
  payClaim,
  type ProgrammeTerms,
  proposeMovement,
  readStanding,
  reportRecovery,
  reserveClaim,
  sealEvents,
} from "#compensation";
import { parseYuan } from "#kernel";
import {
  addLoan,
  addProgramme,
  claimAt,
  confirmClass,
  declarationOf,
  enrol,
  type FundHouse,
  openFundHouse,
  today,
} from "./testing/fund-house.ts";
import { terms as plainTerms } from "../../compensation/testing/terms.ts";

const yuan = parseYuan;

/** No bank is too bad to be paid in these tests. */
const terms: ProgrammeTerms = { ...plainTerms, warnPpm: 1_000_000, tripPpm: 1_000_000 };

let house: FundHouse;
beforeAll(async () => {
  house = await openFundHouse();
});
afterAll(async () => await house.close());

/** Reserves, approves and pays a claim that was checked. */
async function settle(claimId: string): Promise<bigint> {
  const { desk, people, as } = house;
  await reserveClaim(desk, as(people.zhang), claimId);
  await approveClaim(desk, as(people.li), claimId);
  return await payClaim(desk, as(people.zhang), claimId);
}

async function standing(programmeId: string) {
  const { desk, parties } = house;
  return await readStanding(desk, { partyId: parties.fund, programmeId, on: today });
}

describe("a claim of a micro enterprise over 1,000,000 at 55 %", () => {
  it("is paid 100,000, then 150,000, and gives 250,000 back when the loan cures", async () => {
    const { desk, people, as } = house;
    const programmeId = await addProgramme(house, terms, yuan("5000000"));
    const loanId = await addLoan(house, { principalFen: yuan("1000000") });
    const enrolmentId = await enrol(house, programmeId, loanId);
    const at = { loanId, enrolmentId, lossFen: yuan("1000000") };
    const claimId = await claimAt(house, { ...at, class: "specialMention" });
    expect(await settle(claimId)).toBe(yuan("100000"));
    await claimAt(house, { ...at, class: "substandard", claimId });
    expect(await settle(claimId)).toBe(yuan("150000"));
    await confirmClass(house, { loanId, class: "pass" });
    await demandRefund(desk, as(people.zhang), { claimId, kind: "cure" });
    await expect(bookRefund(desk, as(people.zhang), claimId)).rejects.toMatchObject({
      code: "FUND_SAME_PERSON",
    });
    expect(await bookRefund(desk, as(people.li), claimId)).toBe(yuan("250000"));
    const { balanceFen, totals } = await standing(programmeId);
    expect(balanceFen).toBe(yuan("5000000"));
    expect(totals).toMatchObject({ payment: yuan("250000"), refund: yuan("250000") });
  });

  it("is paid 550,000 at 损失; of 200,000 less 20,000 the fund gets 99,000 and the bank 81,000", async () => {
    const { desk, people, as } = house;
    const programmeId = await addProgramme(house, terms, yuan("5000000"));
    const medium = await addLoan(house, { principalFen: yuan("1000000"), size: "medium" });
    const mediumAt = { loanId: medium, enrolmentId: await enrol(house, programmeId, medium) };
    // Enrolled before the first goes bad: afterwards the bank's breaker would be tripped.
    const loanId = await addLoan(house, { principalFen: yuan("1000000") });
    const at = { loanId, enrolmentId: await enrol(house, programmeId, loanId), lossFen: yuan("1000000") };
    const first = await claimAt(house, { ...mediumAt, class: "loss", lossFen: yuan("1000000") });
    expect(await settle(first)).toBe(yuan("400000"));
    const claimId = await claimAt(house, { ...at, class: "specialMention" });
    await settle(claimId);
    for (const [worse, amount] of [
      ["substandard", "150000"],
      ["loss", "300000"],
    ] as const) {
      await claimAt(house, { ...at, class: worse, claimId });
      expect(await settle(claimId)).toBe(yuan(amount));
    }
    const recovered = { claimId, grossFen: yuan("200000"), costFen: yuan("20000"), note: "执行款" };
    const recoveryId = await reportRecovery(desk, as(people.wang), recovered);
    const split = await bookRecovery(desk, as(people.zhang), recoveryId);
    expect(split).toMatchObject({ fundFen: yuan("99000"), bankFen: yuan("81000") });
    const { claims, balanceFen } = await standing(programmeId);
    const claim = claims.find((one) => one.claimId === claimId);
    expect((claim?.paidFen ?? 0n) - (claim?.recoveredFen ?? 0n)).toBe(yuan("451000"));
    expect(balanceFen).toBe(yuan("5000000") - yuan("400000") - yuan("451000"));
  });

  it("leaves a sealed entry of every step in the enterprise's log", async () => {
    const { desk, parties, record, ledger } = house;
    while ((await sealEvents(desk, parties.fund)) > 0);
    const rows = await record.inParty(parties.fund, async (transaction) =>
      sql<{
        events: number;
        sealed: number;
      }>`select (select count(*)::int from touchstone.fund_event) as events,
        (select count(*)::int from touchstone.fund_event_seal) as sealed`.execute(transaction),
    );
    expect(rows.rows[0]?.events).toBeGreaterThan(20);
    expect(rows.rows[0]?.sealed).toBe(rows.rows[0]?.events);
    expect(ledger.status().entries).toBe(rows.rows[0]?.sealed);
  });
});

describe("two claims at once", () => {
  it("for the last fen: exactly one gets it, and the pool is never overdrawn", async () => {
    const { desk, people, as } = house;
    const programmeId = await addProgramme(house, terms, 1n);
    const claims: string[] = [];
    for (let number = 0; number < 2; number++) {
      const loanId = await addLoan(house, { principalFen: yuan("1000") });
      const enrolmentId = await enrol(house, programmeId, loanId);
      claims.push(
        await claimAt(house, { loanId, enrolmentId, class: "specialMention", lossFen: yuan("1000") }),
      );
    }
    const results = await Promise.allSettled(
      claims.map(
        async (claimId, index) =>
          await reserveClaim(desk, as(index === 0 ? people.zhang : people.li), claimId),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "FUND_LIMIT_REACHED", parameters: { limit: "pool" } },
    });
    expect(await standing(programmeId)).toMatchObject({ balanceFen: 1n, reservedFen: 1n });
  });

  it("for the same loss: exactly one is opened (I5)", async () => {
    const { desk, people, as } = house;
    const programmeId = await addProgramme(house, terms, yuan("1000"));
    const loanId = await addLoan(house, { principalFen: yuan("1000") });
    const enrolmentId = await enrol(house, programmeId, loanId);
    await confirmClass(house, { loanId, class: "specialMention" });
    const open = async () => await openClaim(desk, as(people.wang), { ...declarationOf(1n), enrolmentId });
    const results = await Promise.allSettled([open(), open(), open()]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "FUND_CLAIM_EXISTS" });
    }
  });
});

describe("the average ratio of 50 %", () => {
  it("stops reservations, approvals and payments after a refund left 60 % behind (I2)", async () => {
    const { desk, people, as } = house;
    const sixty = { ...terms, ratioPpm: { micro: 600_000, small: 500_000, medium: 400_000, large: 0 } };
    const programmeId = await addProgramme(house, sixty, yuan("5000000"));
    const lossFen = yuan("1000000");
    const loans = [];
    for (const size of ["medium", "micro", "micro"] as const) {
      const loanId = await addLoan(house, { principalFen: lossFen, size });
      loans.push({ loanId, enrolmentId: await enrol(house, programmeId, loanId), lossFen });
    }
    const tiny = await addLoan(house, { principalFen: 100n, size: "medium" });
    const small = { loanId: tiny, enrolmentId: await enrol(house, programmeId, tiny) };
    const [medium, micro, later] = loans as [(typeof loans)[0], (typeof loans)[0], (typeof loans)[0]];
    const mediumClaim = await claimAt(house, { ...medium, class: "loss" });
    expect(await settle(mediumClaim)).toBe(yuan("400000"));
    expect(await settle(await claimAt(house, { ...micro, class: "loss" }))).toBe(yuan("600000"));
    const waiting = await claimAt(house, { ...later, class: "specialMention" });
    await reserveClaim(desk, as(people.zhang), waiting);
    await confirmClass(house, { loanId: medium.loanId, class: "pass" });
    await demandRefund(desk, as(people.zhang), { claimId: mediumClaim, kind: "cure" });
    expect(await bookRefund(desk, as(people.li), mediumClaim)).toBe(yuan("400000"));
    const after = await standing(programmeId);
    expect(after.roomFen).toBe(yuan("-100000"));
    // The reservation of 100,000 counts in the room, not in what is paid.
    expect(after.ratios).toEqual({ grossPpm: 600_000, netPpm: 600_000, lifetimePpm: 500_000 });
    await expect(approveClaim(desk, as(people.li), waiting)).rejects.toMatchObject({
      code: "FUND_ROOM_EXHAUSTED",
    });
    const at = { ...small, lossFen: 100n };
    const refused = reserveClaim(
      desk,
      as(people.zhang),
      await claimAt(house, { ...at, class: "specialMention" }),
    );
    await expect(refused).rejects.toMatchObject({
      code: "FUND_LIMIT_REACHED",
      parameters: { limit: "average" },
    });
  });
});

describe("the channel (I15)", () => {
  it("rejects, with the reason, a loan that came over no platform, an unlisted one, or one listed later", async () => {
    const { desk, people, as, parties } = house;
    const programmeId = await addProgramme(house, terms, yuan("1000"));
    const cases = [
      [await addLoan(house, { principalFen: 100n, platform: null }), "offPlatform"],
      [await addLoan(house, { principalFen: 100n, platform: parties.otherPlatform }), "platformNotListed"],
      [await addLoan(house, { principalFen: 100n, appliedOn: "2024-12-31" }), "platformNotListed"],
    ] as const;
    for (const [loanId, code] of cases) {
      const enrolmentId = await fileEnrolment(desk, as(people.wang), { programmeId, loanId });
      expect(await approveEnrolment(desk, as(people.zhao), enrolmentId)).toBe("rejected");
      await confirmClass(house, { loanId, class: "substandard" });
      const opened = openClaim(desk, as(people.wang), { ...declarationOf(100n), enrolmentId });
      await expect(opened).rejects.toMatchObject({ code: "FUND_NOT_ELIGIBLE" });
      const [stored] = await desk.store.inParty(
        parties.bank,
        async (session) => await session.list("enrolment", { enrolmentId }),
      );
      expect(stored?.reasons.map((reason) => reason.code)).toContain(code);
    }
  });

  it("is refused by the database itself when a program skips the rule", async () => {
    const { desk, parties } = house;
    const programmeId = await addProgramme(house, terms, yuan("1000"));
    const loanId = await addLoan(house, { principalFen: yuan("1000") });
    const enrolmentId = await enrol(house, programmeId, loanId);
    const claimId = await claimAt(house, {
      loanId,
      enrolmentId,
      class: "substandard",
      lossFen: yuan("1000"),
    });
    const skip = desk.store.inParty(parties.fund, async (session) => {
      await session.change("enrolment", { enrolmentId }, { platformPartyId: parties.otherPlatform });
      const reservation = {
        partyId: parties.fund,
        claimId,
        round: 1,
        programmeId,
        onDay: today,
        amountFen: 1n,
      };
      await session.add("reservation", { ...reservation, state: "held" });
    });
    await expect(skip).rejects.toThrow(/listed platform/);
  });
});

describe("two pairs of eyes, and two parties", () => {
  it("are asked for by the database as well as by the program", async () => {
    const { desk, people, as, parties } = house;
    const programmeId = await addProgramme(house, terms, 0n);
    const movement = { programmeId, kind: "injection", onDay: today, amountFen: 5n, source: "财政" } as const;
    const movementId = await proposeMovement(desk, as(people.zhang), movement);
    await expect(confirmMovement(desk, as(people.zhang), movementId)).rejects.toMatchObject({
      code: "FUND_SAME_PERSON",
    });
    const skip = desk.store.inParty(parties.fund, async (session) => {
      const confirmed = { state: "confirmed", confirmedBy: people.zhang.id } as const;
      await session.change("movement", { movementId }, confirmed);
    });
    await expect(skip).rejects.toThrow(/fund_movement_two_people/);
  });

  it("show a bank its own claims only, and let it change neither their money nor their decisions", async () => {
    const { desk, people, as, parties } = house;
    const programmeId = await addProgramme(house, terms, yuan("1000"));
    const loanId = await addLoan(house, { principalFen: yuan("1000") });
    const enrolmentId = await enrol(house, programmeId, loanId);
    const claimId = await claimAt(house, {
      loanId,
      enrolmentId,
      class: "substandard",
      lossFen: yuan("1000"),
    });
    for (const kind of ["claim", "round", "enrolment", "event", "pool", "entry", "movement"] as const) {
      const seen = await desk.store.inParty(
        parties.otherBank,
        async (session) => await session.list(kind, {}),
      );
      expect(seen, kind).toEqual([]);
    }
    const asBank = async (change: { paidFen?: bigint; state?: "paid" | "reserved" }) =>
      await desk.store.inParty(
        parties.bank,
        async (session) => await session.change("claim", { claimId }, change),
      );
    // Checked by the fund, it is out of the bank's hands: no row is the bank's to change.
    expect(await asBank({ paidFen: 1n })).toBe(0);
    await settle(claimId);
    await expect(asBank({ paidFen: 1n })).rejects.toThrow(/only the fund/);
    await expect(reserveClaim(desk, as(people.wang), claimId)).rejects.toMatchObject({
      code: "FUND_CLAIM_NOT_FOUND",
    });
    const spend = desk.store.inParty(parties.bank, async (session) =>
      session.change("pool", { programmeId }, { balanceFen: 0n }),
    );
    expect(await spend).toBe(0);
  });

  it("keep postings balanced and entries unchanged", async () => {
    const { desk, parties, record } = house;
    const programmeId = await addProgramme(house, terms, yuan("10"));
    const entry = (await standing(programmeId)).entries[0];
    const change = record.inParty(parties.fund, async (transaction) =>
      transaction.updateTable("fund_entry").set({ balance_after_fen: "0" }).execute(),
    );
    await expect(change).rejects.toThrow(/permission denied/);
    const unbalanced = desk.store.inParty(parties.fund, async (session) => {
      const { entryId } = entry ?? { entryId: "" };
      await session.add("posting", {
        partyId: parties.fund,
        entryId,
        line: 3,
        account: "pool",
        amountFen: 5n,
      });
    });
    await expect(unbalanced).rejects.toThrow(/do not balance/);
  });
});
