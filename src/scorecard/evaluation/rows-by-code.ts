import type { ScoredRows } from "./score-levels.ts";

/** The rows of each code 0 … size − 1, rising, found in one pass; other codes are left out. */
export function rowsByCode(codes: Int32Array, size: number): readonly Int32Array[] {
  const sizes = new Int32Array(size);
  for (const code of codes) if (code >= 0 && code < size) sizes[code] = (sizes[code] as number) + 1;
  const members = Array.from(sizes, (count) => new Int32Array(count));
  const filled = new Int32Array(size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const own = members[code];
    if (!own) continue;
    own[filled[code] as number] = row;
    filled[code] = (filled[code] as number) + 1;
  }
  return members;
}

/** Some of the rows, in the order given. */
export function pickRows(rows: ScoredRows, members: Int32Array): ScoredRows {
  return {
    points: pick(rows.points, members, new Float64Array(members.length)),
    pd: pick(rows.pd, members, new Float64Array(members.length)),
    bad: pick(rows.bad, members, new Uint8Array(members.length)),
    ...(rows.weights && { weights: pick(rows.weights, members, new Float64Array(members.length)) }),
  };
}

function pick<T extends Float64Array | Uint8Array>(values: T, members: Int32Array, into: T): T {
  for (let index = 0; index < members.length; index++) {
    into[index] = values[members[index] as number] as number;
  }
  return into;
}
