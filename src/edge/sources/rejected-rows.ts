import { appendFile, mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { JsonObject } from "#seal";

/** When the report has grown to this, it becomes `….1` and a new one begins: at most twice as much is kept. */
const mostBytes = 4_194_304;

/** Appends what could not be read to a report of JSON lines: where (file or view), row, field, expected, found. */
export async function reportRejected(
  path: string,
  where: JsonObject,
  rejected: readonly object[],
  atMs: number,
): Promise<void> {
  if (rejected.length === 0) return;
  await mkdir(dirname(path), { recursive: true });
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > mostBytes) await rename(path, `${path}.1`);
  await appendFile(path, rejected.map((one) => `${JSON.stringify({ atMs, ...where, ...one })}\n`).join(""));
}
