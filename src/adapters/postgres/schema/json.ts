import type { ColumnType } from "kysely";

/** A column that is stored as JSON; it goes in as text and comes out parsed. */
export type Json<T> = ColumnType<T, string | null, string | null>;
