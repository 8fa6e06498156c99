import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EnterpriseId, enterpriseIdOf } from "#registry";
import { createElementStore } from "./postgres-element-store.ts";
import { createEnterpriseRegister } from "./postgres-enterprise-register.ts";
import { openTestRecord, type TestRecord } from "./testing/fresh-record.ts";

let house: TestRecord;
let bank: string;
let platform: string;
let otherPlatform: string;

beforeAll(async () => {
  house = await openTestRecord();
  bank = await house.addParty("bank");
  platform = await house.addParty("platform");
  otherPlatform = await house.addParty("platform");
});
afterAll(async () => await house.close());

/** One enterprise in the lists of these parties, the first of which imported the data set. */
async function register(code: string, lists: readonly { by: string; names: string | null }[]) {
  const dataset = `named-${code}`;
  const id = enterpriseIdOf({ scheme: `dataset:${dataset}`, value: code });
  const owner = await house.addParty("enterprise");
  for (const { by, names } of lists) {
    const entry = { id, dataset, code, name: code, uscc: null, region: null, industry: null, size: null };
    const rest = { platformPartyId: names, validFrom: "2026-01-01", ownPartyId: owner };
    const who = { accountId: null, atMs: 0 };
    await createEnterpriseRegister(house.record).register(by, [{ ...entry, ...rest }], who);
    await house.record.inParty(by, async (transaction) =>
      sql`select touchstone.claim_dataset(${dataset}, 0)`.execute(transaction),
    );
  }
  return id;
}

async function keeps(partyId: string, id: EnterpriseId): Promise<boolean> {
  return (await createElementStore(house.record).kept(partyId, [id])).has(id);
}

describe("the machines of an enterprise that a bank registered first", () => {
  it("are kept by the bank and by the platform that the bank named", async () => {
    const id = await register("A", [
      { by: bank, names: platform },
      { by: platform, names: platform },
    ]);
    expect([await keeps(bank, id), await keeps(platform, id)]).toEqual([true, true]);
  });

  it("are not kept by a platform that names itself, nor by another", async () => {
    const id = await register("B", [
      { by: bank, names: platform },
      { by: otherPlatform, names: otherPlatform },
    ]);
    expect([await keeps(bank, id), await keeps(otherPlatform, id)]).toEqual([true, false]);
  });
});
