import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { openPromise } from "yauzl";

/** Unpacks a zip of plain files. @returns SHA-256 by name */
export async function unpack(zip: string, folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const hashes = new Map<string, string>();
  const archive = await openPromise(zip);
  for await (const entry of archive.eachEntry()) {
    const bytes = await buffer(await archive.openReadStreamPromise(entry));
    await writeFile(join(folder, entry.fileName), bytes);
    hashes.set(entry.fileName, createHash("sha256").update(bytes).digest("hex"));
  }
  return hashes;
}
