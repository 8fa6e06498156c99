import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Fault } from "#kernel";
import { takeLock } from "./directory-lock.ts";
import { writeFileDurably } from "./durable-file.ts";
import { filesFaults } from "./errors.ts";

/** The version of the data directory's layout that this program writes. */
export const dataVersion = 1;

/** A data directory that belongs to this process until it is released. */
export interface DataDirectory {
  /** Absolute path. */
  readonly path: string;
  /** Gives it back; may be called again. */
  release(): void;
}

/**
 * Opens a data directory for this process alone, creating it when it is missing or empty. A directory left by a
 * process that was killed is taken over.
 * @throws FILES_DIRECTORY_IN_USE naming the pid, FILES_DIRECTORY_NEWER, FILES_NOT_A_DATA_DIRECTORY,
 *   FILES_DIRECTORY_UNUSABLE
 */
export function openDataDirectory(
  path: string,
  options: {
    /** For the audit, which reports a wrong version instead of refusing it. */
    readonly isVersionChecked?: boolean;
  } = {},
): DataDirectory {
  const directory = resolve(path);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    refuseForeign(directory);
    const lock = takeLock(join(directory, "lock"));
    if (lock.kind === "held") {
      throw filesFaults.fault("FILES_DIRECTORY_IN_USE", { directory, pid: lock.holder.pid });
    }
    if (options.isVersionChecked !== false) checkVersion(directory, lock.release);
    return { path: directory, release: lock.release };
  } catch (cause) {
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    throw filesFaults.fault("FILES_DIRECTORY_UNUSABLE", { directory, problem: cause.message }, cause);
  }
}

/**
 * Opens a data directory that must hold a ledger already, and makes nothing where there is none; see `openDataDirectory`.
 * @throws FILES_NO_SUCH_DIRECTORY, FILES_NO_LEDGER
 */
export function openExistingDataDirectory(
  path: string,
  options: { readonly isVersionChecked?: boolean } = {},
): DataDirectory {
  requireLedger(path);
  return openDataDirectory(path, options);
}

/** For whoever only looks into a directory that another process may have. @throws FILES_NO_SUCH_DIRECTORY, FILES_NO_LEDGER */
export function requireLedger(path: string): void {
  if (!existsSync(join(path, "VERSION")) || !existsSync(join(path, "log"))) throw noLedgerIn(resolve(path));
}

/** Why a folder is not a data directory with a ledger: it is not there, or holds something else. */
export function noLedgerIn(directory: string): Fault {
  if (!existsSync(directory)) return filesFaults.fault("FILES_NO_SUCH_DIRECTORY", { directory });
  const entries = statSync(directory).isDirectory() ? readdirSync(directory).sort() : [];
  const names = entries.slice(0, mostNamed).join(", ") || "-";
  return filesFaults.fault("FILES_NO_LEDGER", { directory, found: entries.length, names });
}

const mostNamed = 5;

/** Whether a version file's text is one that this program may open. */
export function readVersion(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,8})\n$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

function refuseForeign(directory: string): void {
  const names = readdirSync(directory).filter((name) => name !== "lock" && name !== "VERSION.tmp");
  if (names.length > 0 && !names.includes("VERSION")) {
    throw filesFaults.fault("FILES_NOT_A_DATA_DIRECTORY", { directory });
  }
}

function checkVersion(directory: string, release: () => void): void {
  const path = join(directory, "VERSION");
  if (!existsSync(path)) {
    writeFileDurably(path, `${dataVersion}\n`, { mode: 0o644 });
    return;
  }
  const text = readFileSync(path, "utf8");
  const version = readVersion(text);
  if (version !== undefined && version <= dataVersion) return;
  release();
  const found = version ?? text.slice(0, 20).trim();
  throw filesFaults.fault("FILES_DIRECTORY_NEWER", { directory, found, known: dataVersion });
}
