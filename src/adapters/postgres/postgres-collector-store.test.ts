import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdSource, createRandom, systemClock } from "#kernel";
import { type CollectorState, collectorStates, enterpriseIdOf, mayMove } from "#registry";
import { createCollectorSource } from "./postgres-collector-source.ts";
import { createCollectorStore } from "./postgres-collector-store.ts";
import { createEnterpriseRegister } from "./postgres-enterprise-register.ts";
import { openTestRecord, type TestRecord } from "./testing/fresh-record.ts";

const nextId = createIdSource(systemClock, createRandom("collectors"));
let house: TestRecord;
let partyId: string;
let ownerPartyId: string;
let enterpriseId: string;

beforeAll(async () => {
  house = await openTestRecord();
  partyId = await house.addParty("platform");
  ownerPartyId = await house.addParty("enterprise");
  enterpriseId = enterpriseIdOf({ scheme: "dataset:life", value: "E1" });
  const entry = { id: enterpriseId, dataset: "life", code: "E1", name: "E1", uscc: null, region: null };
  const rest = { industry: null, platformPartyId: null, size: null, validFrom: "2026-01-01" };
  await createEnterpriseRegister(house.record).register(
    partyId,
    [{ ...entry, ...rest, ownPartyId: ownerPartyId }],
    {
      accountId: null,
      atMs: 0,
    },
  );
});
afterAll(async () => await house.close());

async function addCollector(): Promise<string> {
  const id = nextId();
  const collector = {
    id,
    kind: "collector" as const,
    name: id,
    enterpriseId,
    ownerPartyId,
    sparkplug: null,
    tokenHash: null,
    messagesPerSecond: 50,
    code: null,
    bindings: [],
  };
  await createCollectorStore(house.record).add({ partyId, accountId: null }, [collector], 1);
  return id;
}

/** What the database itself says when a state is written past every use case. */
async function writeState(id: string, state: CollectorState): Promise<boolean> {
  try {
    await house.record.inParty(partyId, async (transaction) =>
      transaction
        .updateTable("collector")
        .set({ state, quarantined_at_ms: state === "quarantined" ? 1 : null })
        .where("collector_id", "=", id)
        .execute(),
    );
    return true;
  } catch {
    return false;
  }
}

describe("the life of a collector", () => {
  it("goes in the database where the use cases let it go, and nowhere else", async () => {
    const steps = fc.array(fc.constantFrom(...collectorStates), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(steps, async (wanted) => {
        const id = await addCollector();
        let state: CollectorState = "registered";
        for (const next of wanted) {
          // Writing the same state again changes nothing, so the database has nothing to refuse.
          if (next === state) continue;
          expect(await writeState(id, next), `${state} → ${next}`).toBe(mayMove(state, next));
          if (mayMove(state, next)) state = next;
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is moved once by two who act at once, and every change is numbered", async () => {
    const store = createCollectorStore(house.record);
    const id = await addCollector();
    const card = await store.find(partyId, id);
    if (card === null) throw new Error("no collector");
    const by = { partyId, accountId: nextId() };
    const why = { reason: "x", atMs: 2 };
    const moved = await Promise.all([
      store.move(by, card, "quarantined", why),
      store.move({ partyId: ownerPartyId, accountId: nextId() }, card, "quarantined", why),
    ]);
    expect(moved.toSorted()).toEqual([false, true]);
    const events = await store.listEvents(partyId, id);
    expect(events.map(({ event, state }) => `${event} ${state}`)).toEqual(["2 quarantined", "1 registered"]);
  });

  it("does not leave quarantine in the database by the hand that put it there", async () => {
    const store = createCollectorStore(house.record);
    const id = await addCollector();
    const by = { partyId, accountId: nextId() };
    const card = await store.find(partyId, id);
    if (card === null) throw new Error("no collector");
    await store.move(by, card, "quarantined", { reason: "x", atMs: 2 });
    const inside = { ...card, state: "quarantined" as const };
    await expect(store.move(by, inside, "bound", { reason: "y", atMs: 3 })).rejects.toThrow(
      /does not release/,
    );
    expect(await store.move({ ...by, accountId: nextId() }, inside, "bound", { reason: "y", atMs: 4 })).toBe(
      true,
    );
  });
});

describe("the directory's source", () => {
  it("reads collectors of every party, and gives a stranger no other way to them", async () => {
    const id = await addCollector();
    const source = createCollectorSource(house.record);
    expect(await source.load(id)).toMatchObject({ id, state: "registered", enterpriseId });
    const stranger = await house.addParty("platform");
    expect(await createCollectorStore(house.record).find(stranger, id)).toBeNull();
    const { rows } = await house.record.inParty(stranger, async (transaction) =>
      sql<{ count: number }>`select count(*)::int as count from touchstone.collector`.execute(transaction),
    );
    expect(rows[0]?.count).toBe(0);
  });
});
