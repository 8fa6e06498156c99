import { z } from "zod";
import { columnNames, mappingHead, recognisedByNames } from "./mapping-parts.ts";

/** How the columns of the tax bureau's invoice tables (税务数字账户) are to be understood. */
export const taxInvoiceMapping = z.strictObject({
  mapping: z.literal("touchstone-tax-invoices@1"),
  ...mappingHead,
  recognisedBy: recognisedByNames,
  /** Whether a row is one line of an invoice, or an invoice. */
  rows: z.enum(["lines", "invoices"]),
  columns: z.strictObject({
    /** The old number of eight digits, and the code in front of it. */
    number: columnNames,
    code: columnNames,
    /** The number of twenty digits, which comes first where there is one. */
    electronicNumber: columnNames,
    issuedOn: columnNames,
    sellerCode: columnNames,
    sellerName: columnNames,
    buyerCode: columnNames,
    buyerName: columnNames,
    net: columnNames,
    tax: columnNames,
    gross: columnNames,
    status: columnNames,
    remark: columnNames.default(["备注"]),
  }),
  /** The number of the blue invoice that a red one takes back; without it the remark is searched. */
  redOf: columnNames,
});
export type TaxInvoiceMapping = z.infer<typeof taxInvoiceMapping>;
