import { chmodSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { giveTo } from "./cluster.ts";
import { postgresFaults } from "./errors.ts";
import { canReach, type Identity } from "./identity.ts";

/** The longest path of a Unix socket that every platform takes (macOS: 104 bytes with the final zero). */
const longestSocketPath = 103;
const socketName = ".s.PGSQL.5432";
const prefix = "touchstone-pg-";

/**
 * A private folder for the socket, with a path short enough for one. The data directory itself may lie too deep, or
 * where the user of PostgreSQL cannot come.
 * @throws POSTGRES_NO_REACHABLE_FOLDER
 */
export function makeSocketFolder(
  identity: Identity,
  places: readonly string[] = [tmpdir(), "/tmp", "/var/tmp", "/run"],
): string {
  for (const place of places) {
    const longest = path.join(place, `${prefix}XXXXXX`, socketName);
    if (Buffer.byteLength(longest) > longestSocketPath || !canReach(place, identity)) continue;
    try {
      const folder = mkdtempSync(path.join(place, prefix));
      chmodSync(folder, 0o700);
      giveTo(folder, identity);
      return folder;
    } catch {
      // This place cannot be written; the next one may be.
    }
  }
  throw postgresFaults.fault("POSTGRES_NO_REACHABLE_FOLDER", {
    uid: identity?.uid ?? process.getuid?.() ?? -1,
    what: "the socket",
    tried: places.join(", "),
  });
}

/** Notes the folder beside the cluster, so that the next start can remove it after a kill. */
export function rememberSocketFolder(directory: string, folder: string): void {
  writeFileSync(noteOf(directory), `${folder}\n`, { mode: 0o600 });
}

/** Removes the socket folder of a former start, if there is one. */
export function removeFormerSocketFolder(directory: string): void {
  let folder: string;
  try {
    folder = readFileSync(noteOf(directory), "utf8").trim();
  } catch {
    return;
  }
  const isOurKind = path.basename(folder).startsWith(prefix);
  if (isOurKind && lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    rmSync(folder, { recursive: true, force: true });
  }
  rmSync(noteOf(directory), { force: true });
}

function noteOf(directory: string): string {
  return path.join(directory, "socket-folder");
}
