import type { ReadPart } from "./seal-batches.ts";

/** A part with the place of its file among those that are imported. */
export interface PartOfFile extends ReadPart {
  readonly index: number;
}

/** Parts that wait to be sealed and stored together. */
export interface Gathering {
  readonly parts: readonly PartOfFile[];
  /** Adds a part. @returns whether more may follow it before all of them are sealed */
  takes(part: PartOfFile): boolean;
}

/** What small files share: a seal and an insert cost as much for ten rows as for ten thousand. */
const mostBytes = 1 << 20;
const mostParts = 64;

/**
 * Begins to gather. Files go together while they are small and whole; a group in the middle of a file is sealed at
 * once, so that reading, sealing and storing of a large file overlap. A list ends a gathering: of two lists under one
 * platform leaf none would be the later one.
 */
export function startGathering(): Gathering {
  const parts: PartOfFile[] = [];
  let bytes = 0;
  return {
    parts,
    takes: (part) => {
      parts.push(part);
      for (const { rows } of part.group?.batches ?? []) bytes += rows.bytes.length;
      const kind = part.group?.layout.kind;
      const isList = kind === "enterprises" || kind === "churn";
      return part.summary !== null && !isList && bytes < mostBytes && parts.length < mostParts;
    },
  };
}
