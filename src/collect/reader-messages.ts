import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSummary, FileToRead, ReadGroup } from "./read-table.ts";

/** What the reading thread is started with. */
export interface ReaderStart {
  readonly files: readonly FileToRead[];
  readonly mappings: readonly Mapping[];
  readonly limits: ReadLimits;
}

/** From the reading thread; each group must be answered by "taken" before more than a few are under way. */
export type ReaderMessage =
  | { readonly kind: "group"; readonly file: number; readonly group: ReadGroup }
  | {
      readonly kind: "progress";
      readonly file: number;
      readonly doneBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: "file"; readonly file: number; readonly summary: FileSummary }
  | { readonly kind: "end" };

/** To the reading thread. */
export type ReaderAnswer = { readonly kind: "taken" };
