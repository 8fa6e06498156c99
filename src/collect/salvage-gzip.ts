import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";

/** A piece may inflate a thousandfold, and its output is in memory at once where it is wanted. */
const pieceBytes = 1 << 14;
const outputBytes = 1 << 20;

/** How far back from where the damage was noticed it may lie: what the inflater had been given by then. */
const noticedWithin = 4 << 20;

/**
 * What a damaged gzip file holds in front of the damage and the inflater did not give out: it drops all that it made
 * of the piece of input in which the damage lies. The place is looked for in ever smaller pieces.
 * @param noticedAt  bytes of the file that had been read when the damage was noticed
 * @param known  inflated bytes that the caller has already
 */
export async function* salvageGzip(
  path: string,
  noticedAt: number,
  known: number,
): AsyncGenerator<Uint8Array> {
  let good = Math.max(0, noticedAt - noticedWithin);
  for (const step of [1 << 16, 1 << 10, 1 << 5, 1]) good = await lastGoodOffset(path, good, noticedAt, step);
  let seen = 0;
  for await (const chunk of inflateUpTo(path, good, good, { step: pieceBytes, isWanted: true })) {
    const fresh = chunk.made.subarray(Math.min(chunk.made.length, Math.max(0, known - seen)));
    seen += chunk.made.length;
    if (fresh.length > 0) yield fresh;
  }
}

/** The last offset, in steps from `from`, up to which the file inflates without an error. */
async function lastGoodOffset(path: string, from: number, to: number, step: number): Promise<number> {
  let good = from;
  for await (const { offset } of inflateUpTo(path, from, to, { step, isWanted: false }))
    good = Math.max(good, offset);
  return good;
}

/** Inflates the beginning of a file, in small pieces from `fineFrom` on; ends without a word at damage. */
async function* inflateUpTo(
  path: string,
  fineFrom: number,
  to: number,
  { step, isWanted }: { readonly step: number; readonly isWanted: boolean },
): AsyncGenerator<{ readonly offset: number; readonly made: Uint8Array }> {
  const gunzip = createGunzip({ chunkSize: outputBytes });
  let made: Uint8Array[] = [];
  let isDamaged = false;
  let wake: () => void = () => undefined;
  gunzip.on("data", (chunk: Uint8Array) => {
    if (isWanted) made.push(chunk);
  });
  gunzip.on("error", () => {
    isDamaged = true;
    // The piece's own callback does not come any more.
    wake();
  });
  const file = await open(path, "r");
  try {
    for (let offset = 0; offset < to; ) {
      const wanted =
        offset < fineFrom ? Math.min(pieceBytes, fineFrom - offset) : Math.min(step, to - offset);
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, offset);
      if (bytesRead === 0) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        gunzip.write(buffer.subarray(0, bytesRead), () => resolve());
      });
      if (isDamaged) return;
      offset += bytesRead;
      yield { offset, made: Buffer.concat(made) };
      made = [];
    }
  } finally {
    gunzip.destroy();
    await file.close();
  }
}
