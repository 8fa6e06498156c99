import { getInt64 } from "./columns.ts";
import type { FingerprintSet } from "./fingerprint-set.ts";
import { amountsDoNotAddUp, type Judgement } from "./judge-batch.ts";
import { daysOfOperations } from "./operating-rows.ts";
import { operatingSpanOf } from "./operations-index.ts";
import type { ParsedOperations } from "./parsed.ts";

/**
 * Judges the rows of an operating stream in log order: a row equal to an earlier one of its enterprise and stream in
 * every field is a duplicate; an invoice whose amounts do not add up is kept and flagged.
 * @param knownOn  the rows known of the enterprise around a day; those of this batch are added
 */
export function judgeOperations(
  parsed: ParsedOperations,
  knownOn: (day: number) => FingerprintSet,
): Judgement {
  const count = parsed.ordinals.length;
  const days = daysOfOperations(parsed);
  const isKept = new Uint8Array(count);
  const flags = new Uint8Array(count);
  let stored = 0;
  let contradicting = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let known: FingerprintSet | undefined;
  let knownSpan = Number.NaN;
  for (let i = 0; i < count; i++) {
    const day = days[i] as number;
    const span = operatingSpanOf(day);
    if (known === undefined || span !== knownSpan) known = knownOn(day);
    knownSpan = span;
    const high = parsed.fingerprints[2 * i] as number;
    if (!known.add(high, parsed.fingerprints[2 * i + 1] as number)) continue;
    isKept[i] = 1;
    stored++;
    first = Math.min(first, day);
    last = Math.max(last, day);
    if (!contradictsItself(parsed, i)) continue;
    flags[i] = amountsDoNotAddUp;
    contradicting++;
  }
  const quarantined = parsed.problems.length;
  const counts = {
    read: count + quarantined,
    stored,
    duplicates: count - stored,
    quarantined,
    amountsDoNotAddUp: contradicting,
    numberReused: 0,
    mergedLines: 0,
    corrected: 0,
  };
  const isEmpty = stored === 0;
  return {
    isKept,
    flags,
    counts,
    firstDay: isEmpty ? null : dayText(first),
    lastDay: isEmpty ? null : dayText(last),
  };
}

function contradictsItself({ stream, columns }: ParsedOperations, index: number): boolean {
  if (stream !== "invoices") return false;
  const [net = 0, tax = 0, gross = 0] = ["netFen", "taxFen", "grossFen"].map((name) => {
    const column = columns[name];
    return column?.kind === "integer" ? getInt64(column.integers, index) : 0;
  });
  return net + tax !== gross;
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
