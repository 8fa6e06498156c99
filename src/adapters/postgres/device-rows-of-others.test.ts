import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdSource, createRandom, systemClock } from "#kernel";
import { elementIdOf, enterpriseIdOf } from "#registry";
import { createCollectorStore } from "./postgres-collector-store.ts";
import { createEnterpriseRegister } from "./postgres-enterprise-register.ts";
import { openTestRecord, type TestRecord } from "./testing/fresh-record.ts";

// Two platforms that can say to the database what they like: what one writes must not reach into the other's.

const nextId = createIdSource(systemClock, createRandom("device-rows-of-others"));
interface Side {
  readonly platform: string;
  readonly owner: string;
  readonly enterpriseId: string;
  readonly elementId: string;
  readonly collectorId: string;
}
let house: TestRecord;
let attacker: Side;
let victim: Side;

beforeAll(async () => {
  house = await openTestRecord();
  attacker = await addSide("A");
  victim = await addSide("B");
});
afterAll(async () => await house.close());

async function addSide(code: string): Promise<Side> {
  const platform = await house.addParty("platform");
  const owner = await house.addParty("enterprise");
  const enterpriseId = enterpriseIdOf({ scheme: `dataset:${code}`, value: code });
  const entry = { id: enterpriseId, dataset: code, code, name: code, uscc: null, region: null };
  const rest = { industry: null, platformPartyId: null, size: null, validFrom: "2026-01-01" };
  await createEnterpriseRegister(house.record).register(
    platform,
    [{ ...entry, ...rest, ownPartyId: owner }],
    {
      accountId: null,
      atMs: 0,
    },
  );
  const elementId = elementIdOf(enterpriseId, "CNC-01");
  await as(
    platform,
    sql`insert into touchstone.element
    (party_id, element_id, enterprise_id, owner_party_id, kind, code, registered_at_ms)
    values (${platform}, ${elementId}, ${enterpriseId}, ${owner}, 'machine', 'CNC-01', 1)`,
  );
  const collectorId = nextId();
  const collector = {
    id: collectorId,
    kind: "collector" as const,
    name: code,
    enterpriseId,
    ownerPartyId: owner,
    sparkplug: null,
    tokenHash: null,
    messagesPerSecond: 50,
    code: null,
    bindings: [],
  };
  await createCollectorStore(house.record).add({ partyId: platform, accountId: null }, [collector], 1);
  return { platform, owner, enterpriseId, elementId, collectorId };
}

async function as(partyId: string, statement: ReturnType<typeof sql>): Promise<number> {
  return await house.record.inParty(partyId, async (transaction) => {
    const { numAffectedRows } = await statement.execute(transaction);
    return Number(numAffectedRows ?? 0n);
  });
}

const refused = /row-level security|permission denied/;

function binding(partyId: string, wanted: Pick<Side, "collectorId" | "elementId" | "enterpriseId">) {
  return sql`insert into touchstone.collector_element (party_id, collector_id, code, bound_at_ms, element_id,
      enterprise_id, owner_party_id)
    values (${partyId}, ${wanted.collectorId}, ${`X${nextId()}`}, 1, ${wanted.elementId}, ${wanted.enterpriseId},
      ${wanted.enterpriseId === attacker.enterpriseId ? attacker.owner : victim.owner})`;
}

describe("a platform that writes past every use case", () => {
  it("cannot hang its own machine on another's collector, whose readings would then be its own", async () => {
    for (const by of [attacker.platform, attacker.owner]) {
      const taken = { ...attacker, collectorId: victim.collectorId };
      await expect(as(by, binding(by, taken))).rejects.toThrow(refused);
    }
  });

  it("cannot let its own collector speak for another's machine", async () => {
    const taken = { ...victim, collectorId: attacker.collectorId };
    await expect(as(attacker.platform, binding(attacker.platform, taken))).rejects.toThrow(refused);
    const mixed = { ...attacker, enterpriseId: victim.enterpriseId };
    await expect(as(attacker.platform, binding(attacker.platform, mixed))).rejects.toThrow(refused);
  });

  it("cannot say of its machine that it is another enterprise's", async () => {
    const version = (enterpriseId: string, owner: string) => sql`insert into touchstone.element_version
        (party_id, element_id, version, enterprise_id, owner_party_id, valid_from, recorded_at_ms, data)
      values (${attacker.platform}, ${attacker.elementId}, 1, ${enterpriseId}, ${owner}, '2026-01-01', 1, '{}')`;
    await expect(as(attacker.platform, version(victim.enterpriseId, attacker.owner))).rejects.toThrow(
      refused,
    );
    await expect(as(attacker.platform, version(attacker.enterpriseId, victim.owner))).rejects.toThrow(
      refused,
    );
    expect(await as(attacker.platform, version(attacker.enterpriseId, attacker.owner))).toBe(1);
  });

  it("cannot put keys, codes, events or gateways under another's name", async () => {
    const key = sql`insert into touchstone.collector_key (party_id, collector_id, key_id, public_key, valid_from_ms,
        came_by, proof) values (${attacker.platform}, ${victim.collectorId}, 'aaaaaaaa', 'x', 1, 'enrolment', '{}')`;
    const code = sql`insert into touchstone.enrolment_code (party_id, code_hash, collector_id, made_at_ms,
        expires_at_ms) values (${attacker.platform}, ${"a".repeat(64)}, ${victim.collectorId}, 1, 2)`;
    const event = sql`insert into touchstone.collector_event (party_id, collector_id, event, state, at_ms)
      values (${attacker.platform}, ${victim.collectorId}, 9, 'revoked', 1)`;
    const gateway = sql`insert into touchstone.collector (party_id, collector_id, kind, name, state, owner_party_id,
        messages_per_second, registered_at_ms)
      values (${attacker.platform}, ${nextId()}, 'gateway', 'g', 'bound', ${victim.owner}, 1, 1)`;
    const ofOthers = sql`insert into touchstone.collector_key (party_id, collector_id, key_id, owner_party_id,
        public_key, valid_from_ms, came_by, proof) values (${attacker.platform}, ${attacker.collectorId}, 'aaaaaaaa',
        ${victim.owner}, 'y', 1, 'enrolment', '{}')`;
    for (const statement of [key, code, event, gateway, ofOthers]) {
      await expect(as(attacker.platform, statement)).rejects.toThrow(refused);
    }
  });

  it("changes nothing of another's, whoever it says it is", async () => {
    const changes = [
      sql`update touchstone.collector set state = 'revoked' where collector_id = ${victim.collectorId}`,
      sql`update touchstone.collector set token_hash = ${"b".repeat(64)} where collector_id = ${victim.collectorId}`,
      sql`update touchstone.collector_key set valid_to_ms = 1 where collector_id = ${victim.collectorId}`,
      sql`update touchstone.collector_element set unbound_at_ms = 1 where collector_id = ${victim.collectorId}`,
      sql`update touchstone.enrolment_code set voided_at_ms = 1 where collector_id = ${victim.collectorId}`,
    ];
    for (const partyId of [attacker.platform, attacker.owner, randomUUID()]) {
      for (const change of changes) expect(await as(partyId, change)).toBe(0);
    }
  });
});

describe("the two keepers of one collector", () => {
  it("end each other's bindings, whoever made them", async () => {
    const store = createCollectorStore(house.record);
    const { elementId, enterpriseId, owner: ownerPartyId } = victim;
    const bind = { code: "M1", elementId, enterpriseId, ownerPartyId };
    const card = async () => {
      const found = await store.find(victim.platform, victim.collectorId);
      if (found === null) throw new Error("no collector");
      return found;
    };
    await store.bind({ partyId: victim.owner, accountId: null }, await card(), [bind], 10);
    await store.bind({ partyId: victim.platform, accountId: null }, await card(), [bind], 20);
    expect((await card()).bindings).toMatchObject([{ code: "M1" }]);
    await store.unbind({ partyId: victim.owner, accountId: null }, await card(), ["M1"], 30);
    expect((await card()).bindings).toEqual([]);
  });
});
