import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewVersion, ProjectStore, VersionState, VersionStore, VersionTransition } from "#models";
import { defaultPlan } from "#scorecard";
import { createProjectStore } from "./postgres-project-store.ts";
import { createVersionStore } from "./postgres-version-store.ts";
import { openTestRecord, type TestRecord } from "./testing/fresh-record.ts";

const plan = defaultPlan({ target: "bad", badValue: "1" });
const developer = { id: randomUUID(), name: "Developer" };
const validator = { id: randomUUID(), name: "Validator" };
const other = { id: randomUUID(), name: "Other" };
const hash = "a".repeat(64);

let test: TestRecord;
let partyId: string;
let projects: ProjectStore;
let versions: VersionStore;
let projectId: string;

beforeAll(async () => {
  test = await openTestRecord();
  ({ partyId } = test.record);
  projects = createProjectStore(test.record);
  versions = createVersionStore(test.record);
  projectId = await addProject();
}, 60_000);
afterAll(async () => await test.close());

async function addProject(): Promise<string> {
  const id = randomUUID();
  await projects.add(partyId, {
    id,
    name: "project",
    source: { kind: "evaluation", evaluationId: randomUUID(), dataset: "d" },
    isSimulated: false,
    plan,
    createdBy: developer,
    createdAtMs: 1,
  });
  return id;
}

function step(state: VersionState, by = state === "validated" ? validator : other): VersionTransition {
  return { state, by, atMs: 2, text: "said", sha256: hash, sealed: null };
}

/** A version as far as the store looks at it. */
async function addVersion(developers = [developer]): Promise<string> {
  const id = randomUUID();
  const content = { version: "model-card@1" };
  const version = {
    id,
    version: await versions.nextVersion(partyId),
    name: "card",
    projectId,
    revision: 1,
    isSimulated: false,
    plan,
    card: { indicators: [] },
    content,
    sha256: hash,
    developers,
    transitions: [{ ...step("developed", developer), atMs: 1 }],
    evaluationText: "{}",
    auc: { value: 0.7, low: 0.6, high: 0.8 },
    ks: 0.3,
  } as unknown as NewVersion;
  await versions.add(partyId, version, [{ format: "json", sha256: hash, bytes: new Uint8Array([1, 2]) }]);
  return id;
}

const move = async (id: string, from: VersionState, to: VersionState, by?: typeof other) =>
  await versions.move(partyId, id, { from, transition: step(to, by) });

async function walk(id: string, ...states: VersionState[]): Promise<void> {
  let from: VersionState = "developed";
  for (const state of states) {
    expect(await move(id, from, state), state).not.toEqual([]);
    from = state;
  }
}

describe("a project's plan", () => {
  it("takes one of two changes that start from the same revision", async () => {
    const id = await addProject();
    const change = { baseRevision: 1, plan, by: developer, atMs: 2 };
    const both = await Promise.all([
      projects.changePlan(partyId, id, change),
      projects.changePlan(partyId, id, change),
    ]);
    expect(both.toSorted()).toEqual([2, null].toSorted());
    expect((await projects.listRevisions(partyId, id)).map(({ revision }) => revision)).toEqual([1, 2]);
  });

  it("numbers a change after undo behind all revisions, and loses none", async () => {
    const id = await addProject();
    const changeFrom = async (baseRevision: number) =>
      await projects.changePlan(partyId, id, { baseRevision, plan, by: developer, atMs: 2 });
    expect(await changeFrom(1)).toBe(2);
    expect(await projects.restore(partyId, id, 1)).toBe(true);
    expect(await changeFrom(1)).toBe(3);
    expect(await projects.restore(partyId, id, 2)).toBe(true);
    expect((await projects.find(partyId, id))?.revision).toBe(2);
    expect(await projects.restore(partyId, id, 9)).toBe(false);
  });

  it("is never edited, nor are artefacts and signatures", async () => {
    for (const table of ["scorecard_plan", "scorecard_artefact", "scorecard_sign_off", "scorecard_comment"]) {
      for (const statement of [
        `update touchstone.${table} set party_id = party_id`,
        `delete from touchstone.${table}`,
      ]) {
        const run = test.record.inParty(partyId, async (transaction) =>
          sql.raw(statement).execute(transaction),
        );
        await expect(run, statement).rejects.toThrow(/permission denied/);
      }
    }
  });
});

describe("a project", () => {
  it("keeps where its rows come from and who made it", async () => {
    for (const column of ["source = '{}'", "simulated = true", "created_by_name = 'x'", "name = 'y'"]) {
      const run = test.record.inParty(partyId, async (transaction) =>
        sql.raw(`update touchstone.scorecard_project set ${column}`).execute(transaction),
      );
      await expect(run, column).rejects.toThrow(/permission denied/);
    }
  });
});

describe("a version", () => {
  it("is validated, approved and promoted by nobody who developed it", async () => {
    const states: readonly VersionState[] = ["validated", "approved", "shadow", "champion"];
    for (const state of ["validated", "approved", "champion"] as const) {
      const id = await addVersion();
      const before = states.slice(0, states.indexOf(state));
      await walk(id, ...before);
      await expect(move(id, before.at(-1) ?? "developed", state, developer)).rejects.toThrow(/check/);
      expect((await versions.find(partyId, id))?.state).toBe(before.at(-1) ?? "developed");
    }
  });

  it("is checked by nobody who had a hand in it, whoever made it a version", async () => {
    const id = await addVersion([developer, validator]);
    await expect(move(id, "developed", "validated")).rejects.toThrow(/check: who developed/);
    await walk(await addVersion([developer]), "validated");
  });

  it("is approved by another person than the validator", async () => {
    const id = await addVersion();
    await walk(id, "validated");
    await expect(move(id, "validated", "approved", validator)).rejects.toThrow(/check: who validated/);
    await walk(await addVersion(), "validated", "approved", "shadow");
  });

  it("has no state that nothing took it to, and no transition without the one before it", async () => {
    const id = await addVersion();
    const state = test.record.inParty(partyId, async (transaction) =>
      sql`update touchstone.scorecard_version set state = 'shadow' where version_id = ${id}`.execute(
        transaction,
      ),
    );
    await expect(state).rejects.toThrow(/check: nothing took/);
    const forged = test.record.inParty(partyId, async (transaction) => {
      await sql`insert into touchstone.scorecard_transition (party_id, version_id, from_state, state, developed_by,
        done_by, done_by_name, done_at_ms, words, sha256)
        values (${partyId}, ${id}, 'approved', 'shadow', ${developer.id}, ${other.id}, 'x', 1, '', ${hash})`.execute(
        transaction,
      );
    });
    await expect(forged).rejects.toThrow(/check: the version was never approved/);
  });

  it("keeps the seal of a transition where it is", async () => {
    const id = await addVersion();
    await versions.keepSealed(partyId, id, "developed", { origin: "log", entry: 1 });
    await versions.keepSealed(partyId, id, "developed", { origin: "log", entry: 2 });
    expect((await versions.find(partyId, id))?.transitions[0]?.sealed?.entry).toBe(1);
    const moved = test.record.inParty(partyId, async (transaction) =>
      sql`update touchstone.scorecard_transition set sealed_entry = 3 where version_id = ${id}`.execute(
        transaction,
      ),
    );
    await expect(moved).rejects.toThrow(/check: the transition is sealed/);
  });

  it("goes step by step: what skips one is refused by the database", async () => {
    const id = await addVersion();
    for (const state of ["approved", "shadow", "champion"] as const) {
      await expect(move(id, "developed", state), state).rejects.toThrow(/check/);
    }
    expect(await move(id, "validated", "approved")).toEqual([]);
  });

  it("is in force alone, of whoever are promoted at once", async () => {
    const [one, two] = [await addVersion(), await addVersion()];
    await walk(one, "validated", "approved", "shadow");
    await walk(two, "validated", "approved", "shadow");
    const moved = await Promise.all([move(one, "shadow", "champion"), move(two, "shadow", "champion")]);
    expect(moved.map((changed) => changed.length).toSorted()).toEqual([1, 2]);
    const inForce = (await versions.list(partyId)).filter(({ state }) => state === "champion");
    expect(inForce).toHaveLength(1);
    expect((await versions.champion(partyId))?.id).toBe(inForce[0]?.id);
  });

  it("retires the one before it in the same step, and says so", async () => {
    const before = await versions.champion(partyId);
    const next = await addVersion();
    await walk(next, "validated", "approved", "shadow");
    expect(await move(next, "shadow", "champion")).toEqual([next, before?.id]);
    expect((await versions.find(partyId, before?.id ?? ""))?.transitions.at(-1)?.state).toBe("retired");
  });

  it("keeps what was signed: only its state may change", async () => {
    const run = test.record.inParty(partyId, async (transaction) =>
      sql`update touchstone.scorecard_version set card = '{}'`.execute(transaction),
    );
    await expect(run).rejects.toThrow(/permission denied/);
  });

  it("of another party is not seen", async () => {
    const id = await addVersion();
    const stranger = await test.addParty("bank");
    expect(await versions.find(stranger, id)).toBeNull();
    expect(await versions.readExport(stranger, id, "json")).toBeNull();
    expect((await versions.readExport(partyId, id, "json"))?.bytes.length).toBe(2);
    expect(await projects.find(stranger, projectId)).toBeNull();
  });
});
