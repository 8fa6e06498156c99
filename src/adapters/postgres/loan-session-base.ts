import type { Transaction } from "kysely";
import type { IdSource } from "#kernel";
import type { Tables } from "./schema.ts";

/** What a part of a session works on. */
export interface SessionBase {
  readonly transaction: Transaction<Tables>;
  readonly partyId: string;
  readonly nextId: IdSource;
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const rowsTogether = 2000;

/** Cuts rows into statements of bearable size. */
export function chunksOf<T>(rows: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; start += rowsTogether) {
    chunks.push(rows.slice(start, start + rowsTogether));
  }
  return chunks;
}
