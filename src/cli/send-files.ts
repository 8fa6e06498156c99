import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Foundation } from "./compose/foundation.ts";

/** Makes an upload of files of this machine, as a browser would; gives its id. */
export async function sendFiles(
  { jobs, clock }: Foundation,
  partyId: string,
  files: readonly string[],
): Promise<string> {
  const id = jobs.nextId();
  await jobs.uploads.add({ id, partyId, createdAtMs: clock() });
  const folder = jobs.uploadFolderOf(id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of files) {
    const name = path.basename(file);
    const bytes = await readFile(file);
    await copyFile(file, path.join(folder, name));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await jobs.uploads.saveFile(partyId, id, { name, bytes: bytes.length, sha256 });
  }
  return id;
}
