import { z } from "zod";
import { isBusinessDay, parseFen } from "#kernel";
import { sizeClasses } from "#registry";
import { fundFaults } from "./errors.ts";
import { type EventOutcome, type FundAccount, openFundAccount } from "./fund-account.ts";
import { type FundEvent, movementKinds } from "./fund-event.ts";
import { fullViolationsOf, violationsOf } from "./fund-invariants.ts";
import { claimClasses } from "./programme.ts";
import { termsFromWire, termsWireSchema } from "./terms-wire.ts";

const fen = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(parseFen);
const on = z.string().refine(isBusinessDay);
const claim = z.string().min(1).max(100);
const eventSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(movementKinds), on, amountFen: fen }),
  z.object({
    kind: z.literal("open"),
    on,
    claim,
    bank: z.string(),
    firm: z.string(),
    size: z.enum(sizeClasses),
    eligibleFen: fen,
  }),
  z.object({
    kind: z.literal("reserve"),
    on,
    claim,
    class: z.enum(claimClasses as [(typeof claimClasses)[number], ...typeof claimClasses]),
    loss: z.object({ kind: z.enum(["expected", "actual"]), fen }),
    otherPolicyFen: fen.default(0n),
    otherFen: fen.default(0n),
  }),
  z.object({ kind: z.enum(["pay", "release", "cure", "clawBack"]), on, claim }),
  z.object({ kind: z.literal("recover"), on, claim, grossFen: fen, costFen: fen.default(0n) }),
]);
const fileSchema = z.object({ programme: termsWireSchema, events: z.array(z.unknown()) });

/** One event of a simulation with what became of it, and the fund afterwards. */
export interface SimulatedEvent {
  readonly event: FundEvent;
  readonly outcome: EventOutcome;
  readonly balanceFen: bigint;
  readonly reservedFen: bigint;
  readonly roomFen: bigint;
}

export interface Simulation {
  readonly account: FundAccount;
  readonly events: readonly SimulatedEvent[];
  /** Invariants that did not hold at some prefix; empty always, unless the arithmetic is wrong. */
  readonly violations: readonly string[];
}

/**
 * Runs a simulation file: the terms of a programme and what happens under them, one event after the other.
 * @throws FUND_EVENT_MALFORMED with the item's place (0 is the file itself), FUND_TERMS_INVALID
 */
export function simulateFile(content: unknown): Simulation {
  const file = fileSchema.safeParse(content);
  if (!file.success) throw malformed(0, file.error);
  const account = openFundAccount(termsFromWire(file.data.programme));
  const violations: string[] = [];
  const events = file.data.events.map((item, index) => {
    const read = eventSchema.safeParse(item);
    if (!read.success) throw malformed(index + 1, read.error);
    const event: FundEvent = read.data;
    const before = { roomFen: account.book.roomFen };
    const outcome = account.apply(event);
    violations.push(...violationsOf(account.book, before, event, outcome));
    const { balanceFen, reservedFen, roomFen } = account.book;
    return { event, outcome, balanceFen, reservedFen, roomFen };
  });
  violations.push(...fullViolationsOf(account.book));
  return { account, events, violations };
}

function malformed(position: number, error: z.ZodError) {
  const [first] = error.issues;
  const problem = `${first?.path.join(".") ?? ""} ${first?.message ?? ""}`.trim();
  return fundFaults.fault("FUND_EVENT_MALFORMED", { position, problem });
}
