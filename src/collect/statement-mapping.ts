import { z } from "zod";
import { columnNames, enterpriseOf, mappingHead, recognisedByNames } from "./mapping-parts.ts";

/** A value in the row, or beside its label in the title above the table; the row's own comes first. */
const columnOrTitle = z.strictObject({
  column: columnNames.optional(),
  title: columnNames.optional(),
  constant: z.string().min(1).max(64).optional(),
});

/** One column whichever way the money went, or one for each way. */
const eachWay = z.union([columnNames, z.strictObject({ in: columnNames, out: columnNames })]);

/** How the columns of a bank statement (流水) are to be understood. */
export const statementMapping = z.strictObject({
  mapping: z.literal("touchstone-statements@1"),
  ...mappingHead,
  recognisedBy: recognisedByNames,
  enterprise: enterpriseOf.nullable().default({ fileNameUpTo: "_." }),
  account: columnOrTitle,
  time: z.strictObject({
    /** The day, with or without a time of day in the same field. */
    column: columnNames,
    /** The time of day, where it has a column of its own. */
    clock: columnNames.optional(),
  }),
  /** Money in is positive: 贷方 (credit) in a bank's books is what its customer receives. */
  amount: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("signed"), column: columnNames }),
    z.strictObject({ kind: z.literal("columns"), in: columnNames, out: columnNames }),
    z.strictObject({
      kind: z.literal("flagged"),
      column: columnNames,
      flag: columnNames,
      in: z.array(z.string()).min(1),
      out: z.array(z.string()).min(1),
    }),
  ]),
  balance: columnNames.optional(),
  counterparty: z
    .strictObject({ name: eachWay.optional(), account: eachWay.optional(), bank: eachWay.optional() })
    .default({}),
  summary: columnNames.optional(),
  purpose: columnNames.optional(),
  serial: columnNames.optional(),
  /** Labels in the title, for the balance before the first row and after the last. */
  opening: columnNames.default(["期初余额", "上期余额", "承前余额"]),
  closing: columnNames.default(["期末余额", "本期余额", "当前余额"]),
});
export type StatementMapping = z.infer<typeof statementMapping>;
