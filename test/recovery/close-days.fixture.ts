import { openEmbeddedSystemOfRecord } from "#adapters/postgres";
import { systemClock } from "#kernel";
import { closeDaysUpTo, type LendingStore } from "#lending";
import { createLendingStore } from "../../src/adapters/postgres/postgres-lending-store.ts";
import { lend, lendingServicesOn } from "../../src/adapters/postgres/testing/lending-builder.ts";

/** A process of its own that lends five loans, once, and closes days, saying when each transaction is through. */
const [directory, upTo] = process.argv.slice(2);
if (directory === undefined || upTo === undefined) throw new Error("expected a folder and a day");
const record = await openEmbeddedSystemOfRecord(directory, systemClock);
const inner = createLendingStore(record);
const store: LendingStore = {
  work: async (partyId, use) => {
    const result = await inner.work(partyId, use);
    process.stdout.write("through\n");
    return result;
  },
};
const services = lendingServicesOn(inner, "2026-01-21");
const lent = await inner.work(record.partyId, async (unit) => (await unit.loans.list()).length);
for (let index = lent; index < 5; index++) {
  await lend(services, record.partyId, {
    amountFen: 10_000_000n * BigInt(index + 1),
    annualRatePpm: 45_000,
    months: 3,
    method: index % 2 === 0 ? "levelPayment" : "interestOnlyBullet",
    drawnOn: "2026-01-21",
  });
}
await closeDaysUpTo({ ...services, store }, { bankPartyId: record.partyId, day: upTo });
await record.close();
process.stdout.write("done\n");
process.exit(0);
