import type { FileToRead, ReadContent } from "./file-to-read.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import type { TableSink } from "./table-reader.ts";

/** A file that holds tables or invoices, and how to read them. */
export interface Container {
  readonly file: FileToRead;
  readonly known: readonly Mapping[];
  readonly limits: ReadLimits;
  readonly sink: TableSink;
  /** Of the file. */
  readonly bytes: number;
}

/** What was read of one part of a container. */
export interface PartContent extends ReadContent {
  readonly part: string;
}
