/** Where a message stands among the 256 sequence numbers of its node. */
export type SequenceStep = "next" | "sequenceGap" | "outOfOrder" | "repeated";

/**
 * Sparkplug's seq: 0 to 255 and round again. It tells what is missing for as long as messages may still come in
 * another order; a loss of exactly 256 messages cannot be seen.
 */
export interface SequenceWindow {
  /** A birth with this number: the next one is expected, nothing is missing. */
  restart(seq: number): void;
  take(seq: number, atMs: number): SequenceStep;
  /** Whether something has been missing since before an instant. */
  isOverdue(beforeMs: number): boolean;
  /** What is missing now will not come any more. */
  forgive(): void;
}

export function createSequenceWindow(): SequenceWindow {
  let expected = 0;
  /** Missing numbers and when a later one showed it. */
  const missing = new Map<number, number>();
  return {
    restart(seq) {
      expected = (seq + 1) % 256;
      missing.clear();
    },
    take(seq, atMs) {
      if (seq === expected) {
        expected = (expected + 1) % 256;
        return "next";
      }
      if (missing.delete(seq)) return "outOfOrder";
      const ahead = (seq - expected + 256) % 256;
      // More than half a round ahead is rather a little behind.
      if (ahead >= 128) return "repeated";
      for (let i = 0; i < ahead; i++) missing.set((expected + i) % 256, atMs);
      expected = (seq + 1) % 256;
      return "sequenceGap";
    },
    isOverdue(beforeMs) {
      // The first entry is the oldest: a map keeps its order.
      for (const sinceMs of missing.values()) return sinceMs <= beforeMs;
      return false;
    },
    forgive: () => missing.clear(),
  };
}
