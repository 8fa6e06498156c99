import { z } from "zod";
import { eventTypes } from "#telemetry";
import { channelMapSchema } from "../../channel-map.ts";
import { secretSchema } from "../secret.ts";

/** A name in a database: no quotation marks, no spaces, nothing that could become another statement. */
const name = z.string().regex(/^[\p{L}_][\p{L}\p{N}_$]{0,62}$/u, "expected the plain name of a column");
const view = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_$]{0,62}(\.[\p{L}_][\p{L}\p{N}_$]{0,62})?$/u, "expected view or schema.view");

const typeIds = eventTypes.map(({ id }) => id);

/** Which column says what; the names on the left are those of the event model. */
const columns = z.strictObject({
  document: name,
  at: name,
  line: name.optional(),
  version: name.optional(),
  day: name.optional(),
  order: name.optional(),
  lot: name.optional(),
  item: name.optional(),
  /** A decimal number of `unit`. */
  quantity: name.optional(),
  unit: name.optional(),
  /** A decimal number of yuan. */
  amountYuan: name.optional(),
  element: name.optional(),
  partner: name.optional(),
  from: name.optional(),
  to: name.optional(),
  due: name.optional(),
});

const choice = <Value extends string>(values: readonly Value[]) =>
  z.union([z.enum(values), z.strictObject({ column: name, values: z.record(z.string(), z.enum(values)) })]);

/**
 * Configuration of a view of a business system. There is no place for SQL in it: the one SELECT that is run is made
 * from the names below, in a transaction that may not write.
 */
export const sqlSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal("sql"),
  database: z.strictObject({
    engine: z.enum(["postgresql", "mysql"]),
    /** A name or an address; of PostgreSQL also the folder of its Unix socket. */
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    name: z.string().min(1),
    user: z.string().min(1),
    password: secretSchema,
    /** PEM of the authority that signed the server's certificate; left out, the connection is not encrypted. */
    authorityFile: z.string().min(1).optional(),
  }),
  view,
  /** Column that grows with every new or changed row, and one that tells rows with the same value apart. */
  watermark: z.strictObject({
    column: name,
    tie: name,
    /** A time is looked back from by `lookBackMs`; a number is a counter of the database. */
    kind: z.enum(["time", "number"]),
    /** Rows that a slow transaction brings in late, or that change without a new watermark, are found this far back. */
    lookBackMs: z.int().min(0).max(86_400_000).default(600_000),
  }),
  event: z.strictObject({
    type: choice(typeIds),
    /** Left out: `created` for version 1 or what was not seen before, else `changed`. */
    action: choice(["created", "changed", "cancelled"] as const).optional(),
    columns,
    zone: z
      .string()
      .regex(/^[+-]\d{2}:\d{2}$/, "expected a zone such as +08:00")
      .default("+08:00"),
  }),
  everyMs: z.int().min(500).max(86_400_000).default(60_000),
  rowsAtOnce: z.int().min(1).max(10_000).default(1000),
  statementTimeoutMs: z.int().min(100).max(600_000).default(30_000),
  channels: z.array(channelMapSchema).max(0).default([]),
});

export type SqlConfig = z.output<typeof sqlSchema>;

/** All columns that the SELECT names. */
export function selectedColumns(config: SqlConfig): readonly string[] {
  const { type, action, columns: mapped } = config.event;
  const chosen = [type, action].flatMap((one) => (typeof one === "object" ? [one.column] : []));
  const named = [config.watermark.column, config.watermark.tie, ...chosen, ...Object.values(mapped)];
  return [...new Set(named.filter((column) => column !== undefined))];
}
