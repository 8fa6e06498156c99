import { describe, expect, it } from "vitest";
import { type Fen, parseYuan } from "#kernel";
import type { FundEvent } from "./fund-event.ts";
import { openFundAccount } from "./fund-account.ts";
import type { ClaimClass, ProgrammeTerms } from "./programme.ts";
import { terms } from "./testing/terms.ts";

const on = "2026-03-02";
const yuan = parseYuan;

function accountWith(balance: string, changed: Partial<ProgrammeTerms> = {}) {
  const account = openFundAccount({ ...terms, ...changed });
  account.apply({ kind: "injection", on, amountFen: yuan(balance) });
  return account;
}

const open = (claim: string, size: "micro" | "medium", eligible: string, firm = claim): FundEvent => ({
  kind: "open",
  on,
  claim,
  bank: "bank",
  firm,
  size,
  eligibleFen: yuan(eligible),
});

const reserve = (claim: string, claimClass: ClaimClass, loss: string): FundEvent => ({
  kind: "reserve",
  on,
  claim,
  class: claimClass,
  loss: { kind: claimClass === "loss" ? "actual" : "expected", fen: yuan(loss) },
  otherPolicyFen: 0n,
  otherFen: 0n,
});

function run(
  account: ReturnType<typeof accountWith>,
  events: readonly FundEvent[],
): readonly (Fen | string)[] {
  return events.map((event) => {
    const outcome = account.apply(event);
    return outcome.kind === "applied" ? outcome.amountFen : outcome.why;
  });
}

const pay = (claim: string): FundEvent => ({ kind: "pay", on, claim });
const cure = (claim: string): FundEvent => ({ kind: "cure", on, claim });

describe("an advance that came back whole when the loss was determined", () => {
  it("leaves nothing to demand: neither a cure nor a fraud takes it back once more", () => {
    const account = accountWith("10000000");
    const amounts = run(account, [
      open("c", "micro", "1000000"),
      reserve("c", "specialMention", "1000000"),
      pay("c"),
      { ...reserve("c", "loss", "1000000"), otherPolicyFen: yuan("1000000") } as FundEvent,
      cure("c"),
      { kind: "clawBack", on, claim: "c" },
    ]);
    expect(amounts.slice(2)).toEqual([yuan("100000"), -yuan("100000"), "state", "state"]);
    expect(account.book.balanceFen).toBe(yuan("10000000"));
  });
});

describe("a micro loan of 1,000,000 at 55 %", () => {
  it("is paid 100,000 at 关注, 150,000 more at 次级, and gives 250,000 back when it cures", () => {
    const account = accountWith("10000000");
    const amounts = run(account, [
      open("c", "micro", "1000000"),
      reserve("c", "specialMention", "1000000"),
      pay("c"),
      reserve("c", "substandard", "1000000"),
      pay("c"),
      cure("c"),
    ]);
    expect(amounts.slice(1)).toEqual(
      ["100000", "100000", "150000", "150000", "250000"].map((amount) => yuan(amount)),
    );
    expect(account.book.balanceFen).toBe(yuan("10000000"));
  });

  it("is paid 550,000 in total at 损失, and shares a recovery of 180,000 net as 99,000 and 81,000", () => {
    const account = accountWith("10000000");
    // A final claim of a medium enterprise at 40 % makes the room that the last 5 % of the micro one needs.
    run(account, [open("m", "medium", "1000000"), reserve("m", "loss", "1000000"), pay("m")]);
    expect(account.book.roomFen).toBe(yuan("100000"));
    const amounts = run(account, [
      open("c", "micro", "1000000"),
      reserve("c", "specialMention", "1000000"),
      pay("c"),
      reserve("c", "substandard", "1000000"),
      pay("c"),
      reserve("c", "loss", "1000000"),
      pay("c"),
      { kind: "recover", on, claim: "c", grossFen: yuan("200000"), costFen: yuan("20000") },
    ]);
    expect(amounts.slice(-2)).toEqual([yuan("300000"), yuan("99000")]);
    const claim = account.book.claims.get("c");
    expect(claim).toMatchObject({
      lifetimePaidFen: yuan("550000"),
      recoveredFen: yuan("99000"),
      bankRecoveredFen: yuan("81000"),
    });
    expect((claim?.paidFen ?? 0n) - (claim?.recoveredFen ?? 0n)).toBe(yuan("451000"));
  });
});

describe("the average ratio", () => {
  const sixty: Partial<ProgrammeTerms> = {
    ratioPpm: { micro: 600_000, small: 500_000, medium: 400_000, large: 0 },
  };

  it("stops reservations when a refund leaves 60 % behind, and shows gross, net and lifetime ratios", () => {
    const account = accountWith("10000000", sixty);
    run(account, [open("m", "medium", "1000000"), reserve("m", "loss", "1000000"), pay("m")]);
    const micro = [open("c", "micro", "1000000"), reserve("c", "loss", "1000000"), pay("c")];
    expect(run(account, micro)).toEqual([0n, yuan("600000"), yuan("600000")]);
    expect(account.book.roomFen).toBe(0n);
    expect(account.ratios()).toMatchObject({ grossPpm: 500_000 });
    expect(run(account, [cure("m")])).toEqual([yuan("400000")]);
    expect(account.book.roomFen).toBe(yuan("-100000"));
    expect(account.ratios()).toEqual({ grossPpm: 600_000, netPpm: 600_000, lifetimePpm: 500_000 });
    expect(run(account, [open("n", "medium", "10"), reserve("n", "specialMention", "10")])).toEqual([
      0n,
      "average",
    ]);
  });

  it("pays half now and the rest when another final claim makes room", () => {
    const account = accountWith("10000000");
    run(account, [open("c", "micro", "1000000"), reserve("c", "loss", "1000000"), pay("c")]);
    expect(account.book.claims.get("c")?.paidFen).toBe(yuan("500000"));
    expect(run(account, [reserve("c", "loss", "1000000")])).toEqual(["average"]);
    run(account, [open("m", "medium", "500000"), reserve("m", "loss", "500000"), pay("m")]);
    expect(run(account, [reserve("c", "loss", "1000000"), pay("c")])).toEqual([yuan("50000"), yuan("50000")]);
  });
});

describe("bounds", () => {
  it("give the last fen of the pool to the first claim and nothing to the second", () => {
    const account = accountWith("0.01");
    const events = [open("a", "micro", "100"), open("b", "micro", "100")];
    run(account, [...events, reserve("a", "specialMention", "100")]);
    expect(run(account, [reserve("b", "specialMention", "100")])).toEqual(["pool"]);
    expect(account.book.claims.get("a")?.reservedFen).toBe(1n);
  });

  it("hold the annual, the bank's and the enterprise's cap to the fen", () => {
    for (const cap of ["annualCapFen", "bankCapFen", "firmCapFen"] as const) {
      const account = accountWith("1000000", { [cap]: 1_500n });
      const amounts = run(account, [
        open("a", "micro", "100", "one"),
        reserve("a", "specialMention", "100"),
        open("b", "micro", "100", "one"),
        reserve("b", "specialMention", "100"),
      ]);
      expect(amounts, cap).toEqual([0n, 1_000n, 0n, 500n]);
    }
  });

  it("keep the bank's retention and the stack of policy money within the loss, and take back what was too much", () => {
    const account = accountWith("1000000");
    const guarantee = { otherPolicyFen: yuan("500"), otherFen: 0n };
    run(account, [open("a", "micro", "1000")]);
    const event = { ...(reserve("a", "doubtful", "1000") as FundEvent & { kind: "reserve" }), ...guarantee };
    expect(run(account, [event, pay("a")])).toEqual([yuan("300"), yuan("300")]);
    const final = { ...event, class: "loss", loss: { kind: "actual", fen: yuan("900") } } as const;
    expect(run(account, [final])).toEqual([yuan("-80")]);
    expect(account.book.claims.get("a")).toMatchObject({ paidFen: yuan("220"), isFinal: true });
  });

  it("refuse a recovery that is more than the loss, and costs that are more than the recovery", () => {
    const account = accountWith("1000000");
    run(account, [open("a", "medium", "1000"), reserve("a", "loss", "1000"), pay("a")]);
    const recover = { kind: "recover", on, claim: "a" } as const;
    expect(
      run(account, [
        { ...recover, grossFen: yuan("1000.01"), costFen: 0n },
        { ...recover, grossFen: 1n, costFen: 2n },
        { ...recover, grossFen: yuan("1000"), costFen: 0n },
      ]),
    ).toEqual(["FUND_RECOVERY_TOO_LARGE", "FUND_RECOVERY_COSTS", yuan("400")]);
  });
});
