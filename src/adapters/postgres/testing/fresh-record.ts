import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import type { PartyKind } from "#access";
import { systemClock } from "#kernel";
import { type EmbeddedSystemOfRecord, openEmbeddedSystemOfRecord } from "../system-of-record.ts";

/** A folder that the files of one run of the tests share; absent where a file runs without the run's preparation. */
const runFolder = process.env["TOUCHSTONE_TEST_RUN"];

/**
 * Puts a system of record as its first start leaves it into `directory`. Creating a cluster and its tables takes seconds;
 * a run does that once, and every test that is about something else begins with a copy.
 */
export async function placeFreshRecord(directory: string): Promise<void> {
  if (runFolder === undefined) return;
  const fresh = path.join(runFolder, "record");
  if (!existsSync(fresh)) await makeFreshRecord(runFolder, fresh);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Not `cpSync`: the copy must keep its owner, because PostgreSQL does not run as root.
  execFileSync("cp", ["-a", `${fresh}/.`, directory]);
}

async function makeFreshRecord(folder: string, fresh: string): Promise<void> {
  const made = mkdtempSync(path.join(folder, "making-"));
  const record = await openEmbeddedSystemOfRecord(made, systemClock);
  await record.close();
  try {
    renameSync(made, fresh);
  } catch (cause) {
    // Another worker of the run was faster; its copy is the same.
    if (!existsSync(fresh)) throw cause;
    rmSync(made, { recursive: true, force: true });
  }
}

/** A system of record of a test's own, in a temporary folder that goes when it is closed. */
export interface TestRecord {
  readonly record: EmbeddedSystemOfRecord;
  /** For what else the test keeps; the database lies in `postgres` below it. */
  readonly folder: string;
  /** Makes a party and gives its id. */
  addParty(kind: PartyKind): Promise<string>;
  close(): Promise<void>;
}

export async function openTestRecord(): Promise<TestRecord> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-record-"));
  const directory = path.join(folder, "postgres");
  await placeFreshRecord(directory);
  const record = await openEmbeddedSystemOfRecord(directory, systemClock);
  return {
    record,
    folder,
    addParty: async (kind) => {
      const id = randomUUID();
      const code = `${kind}-${id.slice(0, 8)}`;
      await record.inParty(record.partyId, async (transaction) =>
        sql`select touchstone.create_party(${id}::uuid, ${kind}, ${code}, ${code}, 0)`.execute(transaction),
      );
      return id;
    },
    close: async () => {
      await record.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
