import { execFileSync } from "node:child_process";
import { lstatSync } from "node:fs";
import path from "node:path";
import { postgresFaults } from "./errors.ts";

/** Under which user PostgreSQL runs; null is our own. */
export type Identity = { readonly uid: number; readonly gid: number } | null;

/**
 * PostgreSQL refuses to run as root, so root starts it as the owner of the existing cluster, else as `postgres`,
 * else as `nobody`.
 * @throws POSTGRES_NO_ORDINARY_USER
 */
export function chooseIdentity(cluster: string): Identity {
  if (process.getuid?.() !== 0) return null;
  const owner = lstatSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ["postgres", "nobody"]) {
    const uid = idOf("-u", name);
    const gid = idOf("-g", name);
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid };
  }
  throw postgresFaults.fault("POSTGRES_NO_ORDINARY_USER");
}

/**
 * Whether that user can search each parent of the path and read the path itself, by the permission bits (access
 * lists are not looked at: they could only grant more).
 */
export function canReach(target: string, identity: Identity): boolean {
  if (identity === null) return true;
  const resolved = path.resolve(target);
  const parents: string[] = [];
  for (let folder = path.dirname(resolved); ; folder = path.dirname(folder)) {
    parents.push(folder);
    if (folder === path.dirname(folder)) break;
  }
  return parents.every((folder) => hasBits(folder, identity, 0o1)) && hasBits(resolved, identity, 0o5);
}

function hasBits(target: string, identity: { uid: number; gid: number }, bits: number): boolean {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined) return false;
  const shift = found.uid === identity.uid ? 6 : found.gid === identity.gid ? 3 : 0;
  return ((found.mode >> shift) & bits) === bits;
}

function idOf(flag: "-u" | "-g", name: string): number | null {
  try {
    const text = execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return Number.parseInt(text, 10);
  } catch {
    return null;
  }
}
