import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectedGroup } from "#collect";
import type { Connection, QueryParameter } from "./connection.ts";
import type { Block } from "./projection-blocks.ts";

/** Arrays hold one element an entry of the group; `batch` is the place in them. */
const lineage = `arrayElement({received:Array(Int64)}, batch + 1), arrayElement({origins:Array(String)}, batch + 1),
  arrayElement({indexes:Array(UInt64)}, batch + 1), ordinal, arrayElement({platformIndexes:Array(UInt64)}, batch + 1)`;

/** The columns of a table that a block gives, and the expressions over the block's columns. */
export interface Insertion {
  readonly table: string;
  readonly columns: string;
  readonly values: string;
  readonly where?: string;
  /** Set where a row is an entry as a whole, which has no ordinal. */
  readonly isOfEntries?: boolean;
}

/** What the expressions may use as `{name:Type}`, and the token by which a repetition is recognised. */
export type BlockParameters = Readonly<Record<string, QueryParameter>> & { readonly token: string };

/** Where blocks go, and the folder in which a block waits for the engine. */
export interface BlockTarget {
  readonly connection: Connection;
  readonly directory: string;
}

/** Names the leaves of a group: an insert of the same table and leaves happens once. */
export function tokenOf({ firstPlatformIndex, platformIndex }: ProjectedGroup): string {
  if (firstPlatformIndex === undefined || firstPlatformIndex === platformIndex) return String(platformIndex);
  return `${firstPlatformIndex}-${platformIndex}`;
}

/** Inserts a block, or nothing; the file on its way is removed at once. */
export async function insertBlock(
  { connection, directory }: BlockTarget,
  { table, columns, values, where = "", isOfEntries = false }: Insertion,
  block: Block | null,
  { token, ...parameters }: BlockParameters,
): Promise<void> {
  if (block === null) return;
  const path = join(directory, `${table}.native`);
  await writeFile(path, block.bytes, { mode: 0o600 });
  try {
    const selected = `${values}, ${isOfEntries ? lineage.replace("ordinal", "0") : lineage}`;
    const used = Object.entries(parameters).filter(([name]) => selected.includes(`{${name}:`));
    await connection.execute(
      `INSERT INTO ${table} (${columns}, received_at_ms, origin, entry_index, ordinal, platform_index)
       SELECT ${selected}
       FROM file({path:String}, 'Native', '${block.structure}') ${where}
       SETTINGS insert_deduplication_token = '${table}:${token}', max_threads = 1, max_insert_threads = 1`,
      { ...Object.fromEntries(used), path },
    );
  } finally {
    await rm(path, { force: true });
  }
}
