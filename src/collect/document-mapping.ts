import { z } from "zod";
import { columnNames, enterpriseOf, mappingHead, recognisedByNames } from "./mapping-parts.ts";

/** Business documents that ERP programs and public registries export. */
export const documentKinds = [
  "salesOrder",
  "purchaseOrder",
  "delivery",
  "receiptOfGoods",
  "stock",
  "voucher",
  "ledgerBalance",
  "statementLine",
  "taxReturn",
  "taxCredit",
  "registryExtract",
] as const;
export type DocumentKind = (typeof documentKinds)[number];

const measured = z
  .strictObject({
    /** What is measured, where a row has several: `opening`, `debit` … */
    measure: z
      .string()
      .regex(/^[a-zA-Z]{0,40}$/)
      .default(""),
    quantity: columnNames.optional(),
    amount: columnNames.optional(),
    text: columnNames.optional(),
    /** Fen in one unit of the file's amount. */
    scale: z.number().positive().default(100),
  })
  .refine(({ quantity, amount, text }) => quantity ?? amount ?? text, {
    message: "expected a quantity, an amount or a text",
  });

/** How the columns of orders, stock, vouchers, statements of account and lists are to be understood. */
export const documentMapping = z.strictObject({
  mapping: z.literal("touchstone-documents@1"),
  ...mappingHead,
  recognisedBy: recognisedByNames,
  enterprise: enterpriseOf.nullable().default({ fileNameUpTo: "_." }),
  document: z.enum(documentKinds),
  /** Where the rows come from, for people. */
  source: z.string().max(40).default(""),
  number: columnNames.optional(),
  /** A day, month or period (its last day counts): in the row, else beside a label above the table. */
  day: z.strictObject({ column: columnNames.optional(), title: columnNames.optional() }),
  counterparty: columnNames.optional(),
  itemCode: columnNames.optional(),
  item: columnNames.optional(),
  unit: columnNames.optional(),
  text: columnNames.optional(),
  /** Empty number, day and counterparty repeat those of the row above, as in merged cells. */
  fillDown: z.boolean().default(false),
  values: z.array(measured).min(1).max(20),
});
export type DocumentMapping = z.infer<typeof documentMapping>;
