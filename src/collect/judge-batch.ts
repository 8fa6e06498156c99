import { type BusinessDay, businessDayOf } from "#kernel";
import type { KnownStream } from "./duplicate-index.ts";
import { contradictsItself } from "./fingerprint.ts";
import type { BatchCounts, ProjectedBatch } from "./observation-store.ts";
import type { ParsedBatch, ParsedInvoices, ParsedReadings } from "./parsed.ts";

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
export function judgeBatch(parsed: ParsedInvoices | ParsedReadings, known: KnownStream): Judgement {
  const count = parsed.ordinals.length;
  const isKept = new Uint8Array(count);
  const flags = new Uint8Array(count);
  known.rows.reserve(count);
  if (parsed.kind === "invoices") known.numbers.reserve(count);
  let stored = 0;
  let contradicting = 0;
  let reused = 0;
  for (let i = 0; i < count; i++) {
    const isNew = known.rows.add(
      parsed.fingerprints[2 * i] as number,
      parsed.fingerprints[2 * i + 1] as number,
    );
    if (!isNew) continue;
    isKept[i] = 1;
    stored++;
    if (parsed.kind === "readings") continue;
    const isFirst = known.numbers.add(
      parsed.numberFingerprints[2 * i] as number,
      parsed.numberFingerprints[2 * i + 1] as number,
    );
    const contradicts = contradictsItself(parsed.columns, i);
    if (contradicts) contradicting++;
    if (!isFirst) reused++;
    flags[i] = (contradicts ? amountsDoNotAddUp : 0) | (isFirst ? 0 : numberReused);
  }
  const counts = countsOf(parsed, count, stored, { amountsDoNotAddUp: contradicting, numberReused: reused });
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
  const counts = countsOf(parsed, texts.length, stored, { amountsDoNotAddUp: 0, numberReused: 0 });
  return { isKept, flags: new Uint8Array(texts.length), counts, firstDay: null, lastDay: null };
}

function countsOf(
  { problems }: ParsedBatch,
  parsed: number,
  stored: number,
  flagged: Pick<BatchCounts, "amountsDoNotAddUp" | "numberReused">,
): BatchCounts {
  const quarantined = problems.length;
  return { read: parsed + quarantined, stored, duplicates: parsed - stored, quarantined, ...flagged };
}

function daysOf(
  parsed: ParsedInvoices | ParsedReadings,
  isKept: Uint8Array,
): { readonly firstDay: BusinessDay | null; readonly lastDay: BusinessDay | null } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  if (parsed.kind === "invoices") {
    const days = parsed.columns.issuedDays;
    for (let i = 0; i < days.length; i++) {
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

function dayText(day: number): BusinessDay {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
