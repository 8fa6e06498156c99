import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openEmbeddedSystemOfRecord } from "#adapters/postgres";
import { createRandom, systemClock } from "#kernel";
import { positionAt, servicingPolicyOf, ownLoanParameters, trialBalanceOf } from "#lending";
import { createLendingStore } from "../../src/adapters/postgres/postgres-lending-store.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-day-close-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = "day-close-recovery";
const upTo = "2026-03-10";
const days = 49;
const kills = 3;

function startClosing(): ChildProcess {
  const program = join(import.meta.dirname, "close-days.fixture.ts");
  return spawn(process.execPath, [program, folder, upTo], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Resolves when so many transactions are through, or the process is done. */
async function untilThrough(child: ChildProcess, transactions: number): Promise<void> {
  let seen = 0;
  for await (const chunk of child.stdout ?? []) {
    seen += String(chunk).split("through").length - 1;
    if (seen >= transactions || String(chunk).includes("done")) return;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}

describe("a day close that is killed", () => {
  it(`posts everything once after kill -9 and another run, seed ${seed}`, async () => {
    const random = createRandom(seed);
    for (let kill = 0; kill < kills; kill++) {
      const child = startClosing();
      await untilThrough(child, 10 + random.integer(60));
      child.kill("SIGKILL");
      await ended(child);
    }
    const last = startClosing();
    await untilThrough(last, Number.POSITIVE_INFINITY);
    await ended(last);
    expect(last.exitCode).toBe(0);

    const record = await openEmbeddedSystemOfRecord(folder, systemClock);
    try {
      await createLendingStore(record).work(record.partyId, async (unit) => {
        const closed = await unit.days.list(100);
        expect(closed).toHaveLength(days);
        expect(closed.every(({ state }) => state === "closed")).toBe(true);
        const loans = await unit.loans.list();
        expect(loans).toHaveLength(5);
        const policy = servicingPolicyOf(ownLoanParameters);
        for (const { terms, position } of loans) {
          expect(position).toEqual(positionAt(terms, policy, [], upTo));
        }
        // One draw-down each, and one accrual a night each, and nothing twice.
        const accruals = await Promise.all(loans.map(async ({ id }) => await unit.journal.listOf(id)));
        for (const entries of accruals) {
          const keys = entries.map(({ businessDate, kind }) => `${businessDate} ${kind}`);
          expect(new Set(keys).size).toBe(keys.length);
          expect(entries.filter(({ kind }) => kind === "accrual")).toHaveLength(days - 1);
        }
        const balance = await trialBalanceOf(unit, { from: null, to: upTo });
        expect(balance).toMatchObject({ isBalanced: true, loansFen: 150_000_000n });
      });
    } finally {
      await record.close();
    }
  }, 180_000);
});
