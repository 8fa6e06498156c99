import { z } from "zod";
import { enterpriseField, fieldsOf, type StreamName, streamFields } from "#operations";
import { columnName, enterpriseOf, mappingHead } from "./mapping-parts.ts";

const streams = Object.keys(streamFields) as [StreamName, ...StreamName[]];

/**
 * How the columns of an operating stream are to be understood: machine days, orders, movements, loans and the like, one
 * row in the file one row of the stream. A field's column has the field's name unless another is given.
 */
export const operationsMapping = z.strictObject({
  mapping: z.literal("touchstone-operations@1"),
  ...mappingHead,
  recognisedBy: z.array(columnName).default([]),
  enterprise: enterpriseOf.nullable().default({ column: enterpriseField }),
  stream: z.enum(streams),
  columns: z.record(z.string(), columnName).default({}),
});
export type OperationsMapping = z.infer<typeof operationsMapping>;

/** Every column that the rows of the stream need. */
export function operationsColumns({ stream, columns }: OperationsMapping): readonly string[] {
  return fieldsOf(stream).map(([name]) => columns[name] ?? name);
}
