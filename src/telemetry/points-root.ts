import { emptyRoot, nodeHash, pointHash, saltBytes, type Sha256 } from "#seal";
import type { BatchRows } from "./crypto.ts";

/**
 * RFC 6962 root over the salted rows: what a batch's head and the log's entry both name, so that one proof of a
 * row serves the device's signature and the log.
 * @param salts 16 bytes a row, from `deviceSalts`
 */
export function pointsRootOf(sha256: Sha256, rows: BatchRows, salts: Uint8Array): Uint8Array {
  if (rows.ends.length === 0) return emptyRoot(sha256);
  let level: Uint8Array[] = [];
  let start = 0;
  rows.ends.forEach((end, i) => {
    const salt = salts.subarray(i * saltBytes, (i + 1) * saltBytes);
    level.push(pointHash(sha256, salt, rows.bytes.subarray(start, end)));
    start = end;
  });
  // Level by level: an odd last node moves up unchanged, which is the same tree as RFC 6962's splitting.
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left !== undefined) above.push(right === undefined ? left : nodeHash(sha256, left, right));
    }
    level = above;
  }
  return level[0] ?? emptyRoot(sha256);
}
