import { expect, it } from "vitest";
import { createRandom } from "#kernel";
import { openFundAccount } from "./fund-account.ts";
import { fullViolationsOf, violationsOf } from "./fund-invariants.ts";
import { randomEvent } from "./testing/random-events.ts";
import { terms } from "./testing/terms.ts";

const events = 100_000;
const seed = "fund-life-1";

it(`holds the invariants at every prefix of ${events} random events (seed ${seed})`, () => {
  const random = createRandom(seed);
  const account = openFundAccount({
    ...terms,
    // Ratios well above one half on average, so that the room is what is scarce most of the time.
    ratioPpm: { micro: 750_000, small: 700_000, medium: 350_000, large: 0 },
    annualCapFen: 25_000_000_000n,
    bankCapFen: 60_000_000_000n,
    firmCapFen: 4_000_000_000n,
  });
  const outcomes = new Map<string, number>();
  for (let number = 0; number < events; number++) {
    const event = randomEvent(random, account, number);
    const before = { roomFen: account.book.roomFen };
    const outcome = account.apply(event);
    const found = violationsOf(account.book, before, event, outcome);
    if (found.length > 0) expect.fail(`event ${number} ${event.kind}: ${found.join(", ")}`);
    if (number % 2_000 === 0) expect(fullViolationsOf(account.book)).toEqual([]);
    const key = outcome.kind === "applied" ? event.kind : `${event.kind} refused: ${outcome.why}`;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  }
  expect(fullViolationsOf(account.book)).toEqual([]);
  // Each kind of event was applied, and the scarce bounds refused at least once; else the run would prove little.
  for (const kind of ["reserve", "pay", "release", "cure", "clawBack", "recover"]) {
    expect(outcomes.get(kind) ?? 0, kind).toBeGreaterThan(20);
  }
  for (const limit of ["average", "annual", "pool"]) {
    expect(outcomes.get(`reserve refused: ${limit}`) ?? 0, limit).toBeGreaterThan(0);
  }
});
