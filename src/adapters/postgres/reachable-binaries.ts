import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PostgresBinaries } from "./binaries.ts";
import { postgresFaults } from "./errors.ts";
import { canReach, type Identity } from "./identity.ts";

/**
 * The binaries at a place where the user that runs them can execute them. Under a clone that only root can read
 * (root's home, a private temporary folder) another user cannot, so root copies them once (60 MB) to a folder named
 * by version and content. Such a folder is used only when root owns it and nobody else can write it: in /tmp
 * anybody could have put one of that name there before us.
 * @param places  where to try, in order
 * @throws POSTGRES_NO_REACHABLE_FOLDER
 */
export function makeBinariesReachable(
  { native, version }: PostgresBinaries,
  identity: Identity,
  places: readonly string[] = ["/var/lib/touchstone", tmpdir(), "/tmp"],
): string {
  const parts = ["bin", "lib", "share"].map((name) => path.join(native, name));
  if (identity === null || parts.every((part) => canReach(part, identity))) return native;
  const name = `touchstone-postgresql-${version}-${contentHashOf(native)}`;
  for (const place of places) {
    const copy = path.join(place, name);
    if (isOurs(copy) && canReach(copy, identity)) return copy;
    if (!prepare(place) || !canReach(place, identity)) continue;
    // A folder that is not ours stays where it is; ours gets a name that nobody could have foreseen.
    const target =
      lstatSync(copy, { throwIfNoEntry: false }) === undefined ? copy : `${copy}-${randomName()}`;
    if (copyTo(native, target)) return target;
  }
  throw postgresFaults.fault("POSTGRES_NO_REACHABLE_FOLDER", {
    uid: identity.uid,
    what: "PostgreSQL",
    tried: places.join(", "),
  });
}

function prepare(place: string): boolean {
  try {
    const made = mkdirSync(place, { recursive: true });
    // A strict umask would shut the very folder that exists to be reached.
    if (made !== undefined) chmodSync(place, 0o755);
    return true;
  } catch {
    return false;
  }
}

/** Copies beside the target and renames, so that a copy that was broken off is never taken for a whole one. */
function copyTo(native: string, target: string): boolean {
  const partial = `${target}.${randomName()}`;
  try {
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    openToAll(partial);
    renameSync(partial, target);
    return true;
  } catch {
    rmSync(partial, { recursive: true, force: true });
    return isOurs(target);
  }
}

function openToAll(target: string): void {
  const found = lstatSync(target);
  if (found.isSymbolicLink()) return;
  const canExecute = found.isDirectory() || (found.mode & 0o100) !== 0;
  chmodSync(target, canExecute ? 0o755 : 0o644);
  if (found.isDirectory()) for (const name of readdirSync(target)) openToAll(path.join(target, name));
}

function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

function randomName(): string {
  return randomBytes(8).toString("hex");
}

/** Hash over names and contents of `bin` and `lib`, which is all that is executed. */
function contentHashOf(native: string): string {
  const hash = createHash("sha256");
  for (const folder of ["bin", "lib"]) {
    for (const name of readdirSync(path.join(native, folder)).sort()) {
      const file = path.join(native, folder, name);
      if (lstatSync(file).isFile()) hash.update(`${folder}/${name}\0`).update(readFileSync(file));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
