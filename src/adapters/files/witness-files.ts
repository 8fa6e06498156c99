import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { formatVerifierKey } from "#seal";
import {
  createWitnessKey,
  parseWitnessKey,
  witnessFaults,
  type CosignedStore,
  type WitnessingState,
  type WitnessKey,
  type WitnessStore,
} from "#witness";
import { takeLock } from "./directory-lock.ts";
import { syncDirectory, writeFileDurably, writeFully } from "./durable-file.ts";
import { logLayout } from "./log-layout.ts";

/**
 * Makes the key of a witness in a new file of mode 0600.
 * @throws WITNESS_KEY_EXISTS: another key for the same name would let it sign a fork
 */
export function createWitnessKeyFile(path: string, name: string): WitnessKey {
  const key = createWitnessKey(name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let descriptor: number;
  try {
    descriptor = openSync(path, "wx", 0o600);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    throw witnessFaults.fault("WITNESS_KEY_EXISTS", { path }, cause);
  }
  try {
    writeFully(descriptor, Buffer.from(key.text));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncDirectory(dirname(path));
  return key;
}

/** Reads the key of a witness. @throws WITNESS_KEY_UNREADABLE */
export function readWitnessKeyFile(path: string): WitnessKey {
  try {
    const key = parseWitnessKey(readFileSync(path, "utf8"));
    if (key !== undefined) return key;
  } catch (cause) {
    throw witnessFaults.fault("WITNESS_KEY_UNREADABLE", { path }, cause);
  }
  throw witnessFaults.fault("WITNESS_KEY_UNREADABLE", { path });
}

/**
 * Opens the state of a witness for this process alone: `witness` (the key it belongs to) and, for each log, the last
 * cosigned note, each replaced as a whole. The folder is made when it is not there.
 * @throws WITNESS_STATE_OF_ANOTHER, WITNESS_STATE_IN_USE
 */
export function openWitnessStore(directory: string, key: WitnessKey): WitnessStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(directory, "lock"));
  if (lock.kind === "held") {
    throw witnessFaults.fault("WITNESS_STATE_IN_USE", { directory, pid: lock.holder.pid });
  }
  const owner = join(directory, "witness");
  const expected = `${formatVerifierKey(key.verifierKey)}\n`;
  const found = readText(owner);
  if (found === null) {
    writeFileDurably(owner, expected, { mode: 0o644 });
    syncDirectory(dirname(directory));
  } else if (found !== expected) {
    lock.release();
    const names = { expected: found.trim(), found: expected.trim() };
    throw witnessFaults.fault("WITNESS_STATE_OF_ANOTHER", { directory, ...names });
  }
  return { ...notesIn(directory), close: lock.release };
}

/** A log as a witness remembers it. */
export interface WitnessedLog {
  /** The last cosigned note. */
  readonly note: string;
  /** A signed note that contradicts it; null where the log never showed two versions. */
  readonly fork: string | null;
}

/** What a witness remembers, for those who only look; whoever holds the state may be writing. */
export function readWitnessState(directory: string): {
  readonly verifierKey: string | null;
  readonly logs: readonly WitnessedLog[];
} {
  const names = existsSync(directory) ? readdirSync(directory).toSorted() : [];
  const logs = names
    .filter((name) => name.endsWith(".checkpoint"))
    .map((name) => ({
      note: readText(join(directory, name)) ?? "",
      fork: readText(join(directory, name.replace(/\.checkpoint$/, ".fork"))),
    }));
  return { verifierKey: readText(join(directory, "witness"))?.trim() ?? null, logs };
}

/** Where the platform keeps its newest checkpoint that reached the quorum: `log/cosigned`. */
export function openCosignedStore(directory: string): CosignedStore {
  const { cosigned, witnesses } = logLayout(directory);
  return {
    read: () => readText(cosigned),
    write: (note) => writeFileDurably(cosigned, note, { mode: 0o644 }),
    keepState: (state) => {
      // A reader sees the old or the new state whole; what a power cut loses is told again by the next answer.
      mkdirSync(dirname(witnesses), { recursive: true });
      writeFileSync(`${witnesses}.tmp`, `${JSON.stringify(state)}\n`, { mode: 0o644 });
      renameSync(`${witnesses}.tmp`, witnesses);
    },
  };
}

/** How the witnesses stood when the running server wrote it down last; null where it asks none. */
export function readWitnessing(directory: string): WitnessingState | null {
  const text = readText(logLayout(directory).witnesses);
  return text === null ? null : (JSON.parse(text) as WitnessingState);
}

function notesIn(directory: string): Omit<WitnessStore, "close"> {
  const pathOf = (origin: string, kind: "checkpoint" | "fork"): string =>
    join(directory, `${createHash("sha256").update(origin).digest("hex")}.${kind}`);
  return {
    read: (origin) => readText(pathOf(origin, "checkpoint")),
    write: (origin, note) => writeFileDurably(pathOf(origin, "checkpoint"), note, { mode: 0o644 }),
    keepFork(origin, note) {
      const path = pathOf(origin, "fork");
      if (!existsSync(path)) writeFileDurably(path, note, { mode: 0o644 });
    },
    readFork: (origin) => readText(pathOf(origin, "fork")),
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  }
}
