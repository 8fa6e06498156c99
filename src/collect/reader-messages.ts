import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSummary, FileToRead } from "./file-to-read.ts";
import type { ReadGroup } from "./table-reader.ts";

/** What the reading thread is started with. */
export interface ReaderStart {
  readonly files: readonly FileToRead[];
  readonly mappings: readonly Mapping[];
  readonly limits: ReadLimits;
}

/** What comes out of reading files, in the order of the files and of their rows. */
export type ReadEvent =
  | { readonly kind: "group"; readonly file: number; readonly group: ReadGroup }
  | {
      readonly kind: "progress";
      readonly file: number;
      readonly doneBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: "file"; readonly file: number; readonly summary: FileSummary };

/** From the reading thread; each group must be answered by "taken" before more than a few are under way. */
export type ReaderMessage = ReadEvent | { readonly kind: "end" };

/** To the reading thread. */
export type ReaderAnswer = { readonly kind: "taken" };
