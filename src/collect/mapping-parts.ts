import { z } from "zod";

export const columnName = z.string().min(1).max(200);

/** Names that a column goes by, the likeliest first; a single name may be written alone. */
export const columnNames = z.union([
  columnName.transform((name) => [name]),
  z.array(columnName).min(1).max(40),
]);

/** Whose rows a file holds. */
export const enterpriseOf = z.union(
  [
    z.strictObject({ column: columnName }),
    z.strictObject({ constant: z.string().min(1).max(64) }),
    /** The file's name up to the first of these characters, or without its ending. */
    z.strictObject({ fileNameUpTo: z.string().min(1).max(4) }),
    /** The first column there is of these, unless an enterprise is named with the file. */
    z.strictObject({ columnUnlessNamed: z.array(columnName).min(1) }),
  ],
  { error: 'expected {"column": "…"} or {"constant": "…"}' },
);

/** What every mapping begins with, by its kind. */
export const mappingHead = {
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  zh: z.string().max(200),
  en: z.string().max(200),
  format: z.enum(["csv", "jsonl"]).default("csv"),
};

/** A header with all of these is this layout; of a list in the list, one is enough. */
export const recognisedByNames = z.array(z.union([columnName, z.array(columnName).min(1)])).default([]);
