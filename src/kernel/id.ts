import type { Random } from "./random.ts";
import type { Clock } from "./time.ts";

/** A source of ids for business records, in the order in which they were made. */
export type IdSource = () => string;

/**
 * UUIDs of version 7 with the clock and the random numbers passed in. Strictly increasing within one source, even
 * when the clock stands still or goes back. They name things and are not secrets.
 * @source RFC 9562, section 5.7; section 6.2, method 1 (a counter of 12 bits)
 */
export function createIdSource(clock: Clock, random: Random): IdSource {
  let lastMs = -1;
  let counter = 0;
  return () => {
    const nowMs = clock();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      counter = random.integer(1 << 11);
    } else {
      counter++;
      if (counter > 0xfff) {
        lastMs++;
        counter = 0;
      }
    }
    const time = lastMs.toString(16).padStart(12, "0");
    const tail = `${hexOf(0x8000 + random.integer(0x4000), 4)}${hexOf(random.integer(2 ** 24), 6)}${hexOf(random.integer(2 ** 24), 6)}`;
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hexOf(counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}

/** SHA-256 of UTF-8 text as lower-case hexadecimal; passed in, because the kernel also runs in a browser. */
export type HashText = (text: string) => string;

/**
 * An id derived from content: the same parts give the same id on every machine and in every import.
 * @param prefix says what it names, for example `ent`
 * @param parts must not contain a line feed, which separates them; the caller has parsed them
 * @returns `prefix_` and the first 20 hexadecimal digits (80 bits) of the hash of the parts
 */
export function contentIdOf(prefix: string, parts: readonly string[], hashText: HashText): string {
  return `${prefix}_${hashText(parts.join("\n")).slice(0, 20)}`;
}

function hexOf(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
