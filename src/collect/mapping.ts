import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { type ChannelId, channels } from "./channel.ts";
import { documentMapping } from "./document-mapping.ts";
import { collectFaults } from "./errors.ts";
import { columnName, enterpriseOf, mappingHead } from "./mapping-parts.ts";
import { operationsMapping } from "./operations-mapping.ts";
import { isTimeFormat, isZone } from "./parse-time.ts";
import { statementMapping } from "./statement-mapping.ts";
import { taxInvoiceMapping } from "./tax-invoice-mapping.ts";

const channelIds = channels.map((channel) => channel.id) as [ChannelId, ...ChannelId[]];
const columnOrConstant = z.union(
  [z.strictObject({ column: columnName }), z.strictObject({ constant: z.string().min(1).max(64) })],
  { error: 'expected {"column": "…"} or {"constant": "…"}' },
);

/** `YYYY MM DD HH mm ss` in the order and with the separators of the file; `Z` is an offset such as +08:00. */
const timeFormat = z
  .string()
  .regex(/^[YMDHmsTZ/\-. :年月日时分秒]+$/, "expected the tokens YYYY MM DD HH mm ss Z and separators")
  .refine(
    (format) => isTimeFormat(format) || format === "YYYYMM",
    "expected YYYY, MM and DD, and each token at most once",
  );

const timeMapping = z.strictObject({
  column: columnName,
  format: timeFormat,
  /** IANA name or offset of the zone in which the stamps are written; unused where the format has `Z`. */
  zone: z.string().max(64).refine(isZone, "expected an IANA name such as Asia/Shanghai, UTC, or +08:00"),
  /** Whether a stamp is the start or the end of its interval. */
  stamp: z.enum(["start", "end"]),
  interval: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("fixed"), lengthMs: z.int().positive() }),
    z.strictObject({ kind: z.literal("toColumn"), column: columnName }),
    /** Up to the asset's next reading of the same batch, at most so long. */
    z.strictObject({ kind: z.literal("untilNext"), atMostMs: z.int().positive() }),
    /** From the asset's previous reading of the same batch, at most so long; the stamp is the end. */
    z.strictObject({ kind: z.literal("sincePrevious"), atMostMs: z.int().positive() }),
    /** The column names a day; its points are columns of their own, named 00:15 … 24:00. */
    z.strictObject({
      kind: z.literal("wide"),
      points: z.int().min(24).max(288),
      lengthMs: z.int().positive(),
    }),
    /** The column names a month. */
    z.strictObject({ kind: z.literal("month") }),
  ]),
  /** The day's last interval ends at 00:00 and carries the date of the same day: 24:00 is meant. */
  midnightEndsSameDay: z.boolean().default(false),
});

const channelMapping = z.strictObject({
  channel: z.enum(channelIds),
  /** Left out for `run_interval`, whose value is the interval's length. */
  column: columnName.optional(),
  /** The unit in the file, for people; `scale` is what converts. */
  unit: z.string().max(20).default(""),
  /** Base units of the channel in one unit of the file. */
  scale: z.number().positive().default(1),
  /** Texts and the numbers that they stand for, after scaling. */
  values: z.record(z.string(), z.int()).optional(),
  /** A column that a file may do without. */
  optional: z.literal(true).optional(),
});

const readingMapping = z
  .strictObject({
    mapping: z.literal("touchstone-readings@1"),
    ...mappingHead,
    /** A header with all of these columns is this layout. */
    recognisedBy: z.array(columnName).default([]),
    enterprise: enterpriseOf.nullable().default(null),
    asset: columnOrConstant,
    time: timeMapping,
    channels: z.array(channelMapping).min(1).max(64),
  })
  .superRefine(({ channels: all, time }, context) => {
    for (const [i, { channel, column }] of all.entries()) {
      if (channel === "run_interval" || column !== undefined || time.interval.kind === "wide") continue;
      const message = "expected a column: only run_interval has none";
      context.addIssue({ code: "custom", path: ["channels", i, "column"], message });
    }
  });

const invoiceMapping = z.strictObject({
  mapping: z.literal("touchstone-invoices@1"),
  ...mappingHead,
  recognisedBy: z.array(columnName).default([]),
  direction: z.enum(["sale", "purchase"]),
  enterprise: columnOrConstant.nullable().default(null),
  columns: z.strictObject({
    number: columnName,
    issuedOn: columnName,
    counterparty: columnName,
    net: columnName,
    tax: columnName,
    gross: columnName,
    status: columnName,
  }),
  statuses: z.strictObject({ valid: z.array(z.string()).min(1), void: z.array(z.string()).min(1) }),
});

/** How the columns of a file are to be understood; JSON that a user can write. */
export const mappingSchema = z.discriminatedUnion("mapping", [
  readingMapping,
  invoiceMapping,
  taxInvoiceMapping,
  statementMapping,
  documentMapping,
  operationsMapping,
]);
export type Mapping = z.infer<typeof mappingSchema>;
export type ReadingMapping = z.infer<typeof readingMapping>;
export type InvoiceMapping = z.infer<typeof invoiceMapping>;

/**
 * Reads a mapping file.
 * @throws COLLECT_BAD_MAPPING
 */
export function readMapping(path: string): Mapping {
  try {
    return mappingSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? cause.issues.map(describeIssue).join("; ") : String(cause);
    throw collectFaults.fault("COLLECT_BAD_MAPPING", { file: basename(path), problem }, cause);
  }
}

/** The key and what is wrong with it, for example `time.interval.kind: Invalid …`. */
function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const key = z.core.toDotPath(path);
  return key === "" ? message : `${key}: ${message}`;
}

/** Tried in this order: a layout that names more columns comes before one that would take its files as well. */
const builtInNames = [
  "operations-twins",
  "operations-machine-days",
  "operations-masters",
  "operations-movements",
  "operations-invoices",
  "operations-orders",
  "operations-loans",
  "operations-registers",
  "operations-collector-days",
  "operations-payments",
  "operations-meter-days",
  "operations-services",
  "operations-declared",
  "operations-stock",
  "operations-workforce",
  "operations-customs",
  "operations-designs",
  "invoices-sale",
  "invoices-purchase",
  "sme-machines",
  "production-log",
  "production-log-damaged",
  "steel-energy",
  "tax-invoice-lines",
  "tax-invoice-basics",
  "statement-icbc",
  "statement-ccb",
  "statement-abc",
  "statement-boc",
  "statement-cmb",
  "voucher",
  "trial-balance",
  "stock-summary",
  "statement-flagged",
  "statement-columns",
  "statement-signed",
  "receipt-of-goods",
  "kingdee-delivery",
  "yonyou-delivery",
  "kingdee-purchase-order",
  "yonyou-purchase-order",
  "kingdee-sales-order",
  "yonyou-sales-order",
  "energy-bill-state-grid",
  "energy-bill-southern-grid",
  "energy-96-quantity",
  "energy-96-load",
  "energy-quarter-hours",
  "registry-extract",
  "tax-return",
  "tax-credit",
  "financial-statement",
];

let builtIn: readonly Mapping[] | undefined;

/** The layouts known without a mapping file; each is itself one, in `mappings/`, to be copied and changed. */
export function builtInMappings(): readonly Mapping[] {
  builtIn ??= builtInNames.map((name) => readMapping(builtInMappingPath(name)));
  return builtIn;
}

function builtInMappingPath(name: string): string {
  return new URL(`./mappings/${name}.json`, import.meta.url).pathname;
}
