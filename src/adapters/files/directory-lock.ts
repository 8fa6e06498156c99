import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
}

/** A lock taken, or the living process that has it. */
export type LockResult =
  | { readonly kind: "taken"; readonly release: () => void }
  | { readonly kind: "held"; readonly holder: LockHolder };

/**
 * Takes a lock directory for this process. Each holder makes a file with the next number, and creating a name
 * that exists fails, so of two starters that find a dead holder only one gets the next number. The highest
 * number is never removed but by a higher one: a starter that looked long ago cannot reuse a number unseen.
 * A process is known by its pid, its start time and the machine's boot, so that a reused pid is not taken for
 * the holder. One machine (and one pid namespace) at a time may use a directory.
 */
export function takeLock(directory: string): LockResult {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const identity = identityOf(process.pid) ?? `${process.pid} unknown`;
  const draft = join(directory, `draft-${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(draft, `${identity}\n`, { mode: 0o600 });
  try {
    for (;;) {
      const highest = highestNumber(directory);
      const holder = highest === 0 ? undefined : livingHolder(join(directory, String(highest)));
      if (holder !== undefined) return { kind: "held", holder };
      const mine = join(directory, String(highest + 1));
      if (!createLinked(draft, mine)) continue;
      if (highestNumber(directory) !== highest + 1) {
        rmSync(mine, { force: true });
        continue;
      }
      removeLower(directory, highest + 1);
      return { kind: "taken", release: releaseOnce(mine) };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function releaseOnce(path: string): () => void {
  let isReleased = false;
  return () => {
    // The whole directory may be gone by now, and with it the lock.
    if (!isReleased && existsSync(path)) writeFileSync(path, "released\n");
    isReleased = true;
  };
}

function highestNumber(directory: string): number {
  return Math.max(0, ...numbersIn(directory));
}

function numbersIn(directory: string): number[] {
  return readdirSync(directory)
    .filter((name) => /^[1-9][0-9]*$/.test(name))
    .map(Number);
}

function removeLower(directory: string, number: number): void {
  for (const lower of numbersIn(directory)) {
    if (lower < number) rmSync(join(directory, String(lower)), { force: true });
  }
  for (const name of readdirSync(directory)) {
    const pid = /^draft-([0-9]+)-/.exec(name)?.[1];
    if (pid !== undefined && identityOf(Number(pid)) === undefined)
      rmSync(join(directory, name), { force: true });
  }
}

function createLinked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw cause;
  }
}

function livingHolder(path: string): LockHolder | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch {
    // A higher number has just replaced this one; the caller looks again.
    return undefined;
  }
  const pid = Number(/^([1-9][0-9]*) /.exec(text)?.[1]);
  return Number.isSafeInteger(pid) && identityOf(pid) === text ? { pid } : undefined;
}

/** What names a living process; undefined when there is none of this pid. A zombie holds nothing any more. */
function identityOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // EPERM: it lives and belongs to another user.
    if (!(cause instanceof Error && "code" in cause && cause.code === "EPERM")) return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${pid} ${fields[19]} ${boot}`;
  } catch {
    // No /proc: not Linux. The pid alone must do.
    return `${pid} unknown`;
  }
}
