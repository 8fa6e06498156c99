import type { Fen, Random } from "#kernel";
import type { FundAccount } from "../fund-account.ts";
import type { FundEvent } from "../fund-event.ts";
import { claimClasses } from "../programme.ts";

const sizes = ["micro", "micro", "micro", "micro", "small", "medium", "large"] as const;

/** An endless life of a fund: mostly sensible, in any order, with amounts down to the fen. */
export function randomEvent(random: Random, account: FundAccount, number: number): FundEvent {
  const on = `20${20 + Math.floor(number / 20_000)}-03-02`;
  const amount = (most: number): Fen => BigInt(1 + random.integer(most));
  const ids = [...account.book.claims.keys()].slice(-40);
  const claim = ids[random.integer(ids.length)] ?? "c0";
  const pick = random.integer(100);
  if (pick < 12 || ids.length === 0) {
    const [bank, firm] = [`bank${random.integer(3)}`, `firm${random.integer(30)}`];
    const size = sizes[random.integer(sizes.length)] ?? "micro";
    return { kind: "open", on, claim: `c${number}`, bank, firm, size, eligibleFen: amount(200_000_000) };
  }
  if (pick < 15) return { kind: "injection", on, amountFen: amount(300_000_000) };
  if (pick < 16) return { kind: "interest", on, amountFen: amount(1_000_000) };
  if (pick < 17) return { kind: "fee", on, amountFen: amount(1_000_000) };
  if (pick < 18 && number % 3 === 0) return { kind: "return", on, amountFen: amount(50_000_000) };
  if (pick < 50) return reserveEvent(random, account, { on, claim });
  if (pick < 80) return { kind: "pay", on, claim };
  if (pick < 83) return { kind: "release", on, claim };
  if (pick < 87) return { kind: "cure", on, claim };
  if (pick < 88) return { kind: "clawBack", on, claim };
  const grossFen = amount(80_000_000);
  return { kind: "recover", on, claim, grossFen, costFen: grossFen / BigInt(2 + random.integer(20)) };
}

function reserveEvent(
  random: Random,
  account: FundAccount,
  { on, claim }: { readonly on: string; readonly claim: string },
): FundEvent {
  const eligible = account.book.claims.get(claim)?.eligibleFen ?? 1n;
  const claimClass = claimClasses[random.integer(claimClasses.length)] ?? "loss";
  const loss = (eligible * BigInt(60 + random.integer(41))) / 100n;
  const other = random.integer(4) === 0 ? (eligible * BigInt(random.integer(40))) / 100n : 0n;
  return {
    kind: "reserve",
    on,
    claim,
    class: claimClass,
    loss: { kind: claimClass === "loss" ? "actual" : "expected", fen: loss },
    otherPolicyFen: other,
    otherFen: random.integer(10) === 0 ? 1_000n : 0n,
  };
}
