import type { BatchGap } from "#telemetry";

/**
 * Joins gaps of one reason and the same elements that overlap or touch, and then, when there are still more than
 * `most`, neighbours of one reason whatever their elements: wider in time and elements than the truth, never narrower.
 */
export function mergeGaps(gaps: readonly BatchGap[], most: number): BatchGap[] {
  const byKind = new Map<string, BatchGap[]>();
  for (const gap of gaps) {
    const kind = `${gap.reason}\n${gap.elements.join("\n")}`;
    byKind.set(kind, [...(byKind.get(kind) ?? []), gap]);
  }
  let merged = [...byKind.values()].flatMap(joinTouching).sort((a, b) => a.fromMs - b.fromMs);
  while (merged.length > most) {
    const shorter = joinNeighbours(merged);
    if (shorter.length === merged.length) break;
    merged = shorter;
  }
  return merged;
}

function joinTouching(gaps: readonly BatchGap[]): BatchGap[] {
  const joined: BatchGap[] = [];
  for (const gap of gaps.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last !== undefined && gap.fromMs <= last.toMs + 1) joined[joined.length - 1] = join(last, gap);
    else joined.push(gap);
  }
  return joined;
}

/** Joins pairs of the same reason that follow each other, so that about half are left. */
function joinNeighbours(gaps: readonly BatchGap[]): BatchGap[] {
  const result: BatchGap[] = [];
  const open = new Map<string, number>();
  for (const gap of gaps) {
    const at = open.get(gap.reason);
    const earlier = at === undefined ? undefined : result[at];
    if (at !== undefined && earlier !== undefined) {
      result[at] = join(earlier, gap);
      open.delete(gap.reason);
    } else {
      open.set(gap.reason, result.length);
      result.push(gap);
    }
  }
  return result;
}

function join(a: BatchGap, b: BatchGap): BatchGap {
  const isOfAll = a.elements.length === 0 || b.elements.length === 0;
  return {
    fromMs: Math.min(a.fromMs, b.fromMs),
    toMs: Math.max(a.toMs, b.toMs),
    reason: a.reason,
    elements: isOfAll ? [] : [...new Set([...a.elements, ...b.elements])].sort(),
    readings: a.readings === null || b.readings === null ? null : a.readings + b.readings,
  };
}
