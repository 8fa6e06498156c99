import { type BusinessDay, businessDayOf } from "#kernel";
import type { KnownStream } from "./duplicate-index.ts";
import { contradictsItself } from "./fingerprint.ts";
import type { BatchCounts, ProjectedBatch } from "./observation-store.ts";
import type { ComparedBatch, ParsedBatch } from "./parsed.ts";

/** Bits of `flags`. */
export const amountsDoNotAddUp = 1;
export const numberReused = 2;

/** What is decided about the rows of a batch by looking at what came before. */
export type Judgement = Pick<ProjectedBatch, "isKept" | "flags" | "counts" | "firstDay" | "lastDay">;

/**
 * Judges the rows of a batch in log order: a row equal to an earlier one of its enterprise and direction in every
 * field is a duplicate; an invoice that contradicts itself or takes an earlier number for other content is kept
 * and flagged.
 * @param known  what came before; the rows of this batch are added to it
 */
export function judgeBatch(parsed: ComparedBatch, known: KnownStream): Judgement {
  const count = parsed.ordinals.length;
  const isKept = new Uint8Array(count);
  const flags = new Uint8Array(count);
  known.rows.reserve(count);
  if (parsed.kind === "invoices") known.numbers.reserve(count);
  let stored = 0;
  let duplicates = 0;
  let merged = 0;
  let contradicting = 0;
  let reused = 0;
  const lineCounts = parsed.kind === "invoices" ? parsed.lineCounts : undefined;
  for (let i = 0; i < count; i++) {
    const rows = lineCounts?.[i] ?? 1;
    const isNew = known.rows.add(
      parsed.fingerprints[2 * i] as number,
      parsed.fingerprints[2 * i + 1] as number,
    );
    if (!isNew) {
      duplicates += rows;
      continue;
    }
    isKept[i] = 1;
    stored += rows;
    merged += rows - 1;
    if (parsed.kind === "statements") flags[i] = parsed.lineFlags[i] as number;
    if (parsed.kind !== "invoices") continue;
    const isFirst = known.numbers.add(
      parsed.numberFingerprints[2 * i] as number,
      parsed.numberFingerprints[2 * i + 1] as number,
    );
    const contradicts = contradictsItself(parsed.columns, i);
    if (contradicts) contradicting++;
    if (!isFirst) reused++;
    const own = parsed.ownFlags?.[i] ?? 0;
    flags[i] = own | (contradicts ? amountsDoNotAddUp : 0) | (isFirst ? 0 : numberReused);
  }
  const counts = countsOf(
    parsed,
    { stored, duplicates },
    { amountsDoNotAddUp: contradicting, numberReused: reused, mergedLines: merged },
  );
  return { isKept, flags, counts, ...daysOf(parsed, isKept) };
}

/**
 * Judges the rows of a list: a row already known in full is a duplicate.
 * @param known  the texts of the rows that came before; those of this batch are added
 */
export function judgeList(parsed: ParsedBatch, texts: readonly string[], known: Set<string>): Judgement {
  const isKept = new Uint8Array(texts.length);
  let stored = 0;
  for (const [i, text] of texts.entries()) {
    if (known.has(text)) continue;
    known.add(text);
    isKept[i] = 1;
    stored++;
  }
  const taken = { stored, duplicates: texts.length - stored };
  const counts = countsOf(parsed, taken, { amountsDoNotAddUp: 0, numberReused: 0, mergedLines: 0 });
  return { isKept, flags: new Uint8Array(texts.length), counts, firstDay: null, lastDay: null };
}

function countsOf(
  { problems }: ParsedBatch,
  { stored, duplicates }: Pick<BatchCounts, "stored" | "duplicates">,
  flagged: Pick<BatchCounts, "amountsDoNotAddUp" | "numberReused" | "mergedLines">,
): BatchCounts {
  const quarantined = problems.length;
  const read = stored + duplicates + quarantined;
  return { read, stored, duplicates, quarantined, ...flagged, corrected: 0 };
}

function daysOf(
  parsed: ComparedBatch,
  isKept: Uint8Array,
): { readonly firstDay: BusinessDay | null; readonly lastDay: BusinessDay | null } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  if (parsed.kind !== "readings") {
    const days = daysOfRows(parsed);
    for (let i = 0; i < isKept.length; i++) {
      if (isKept[i] === 0) continue;
      first = Math.min(first, days[i] as number);
      last = Math.max(last, days[i] as number);
    }
    if (first > last) return { firstDay: null, lastDay: null };
    return { firstDay: dayText(first), lastDay: dayText(last) };
  }
  for (let i = 0; i < parsed.rows.length; i++) {
    if (isKept[parsed.rows[i] as number] === 0) continue;
    first = Math.min(first, parsed.fromMs[i] as number);
    // An interval that ends at midnight belongs to the day before.
    last = Math.max(last, parsed.fromMs[i] as number, (parsed.toMs[i] as number) - 1);
  }
  if (first > last) return { firstDay: null, lastDay: null };
  return { firstDay: businessDayOf(first), lastDay: businessDayOf(last) };
}

/** Days since 1970-01-01, one a row. */
function daysOfRows(parsed: Exclude<ComparedBatch, { readonly kind: "readings" }>): ArrayLike<number> {
  if (parsed.kind === "invoices") return parsed.columns.issuedDays;
  if (parsed.kind === "statements") return parsed.postedDays;
  const days = new Int32Array(parsed.ordinals.length);
  for (const { row, day } of parsed.values) days[row] = day;
  return days;
}

function dayText(day: number): BusinessDay {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
