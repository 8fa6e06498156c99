import {
  closeSync,
  existsSync,
  fdatasyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { join } from "node:path";
import {
  createDataKey,
  createKeyRing,
  createMasterKey,
  createPlatformKey,
  formatMasterKey,
  formatPlatformKey,
  ledgerFaults,
  parseMasterKey,
  parsePlatformKey,
  scopeName,
  unwrapDataKey,
  wrapDataKey,
  type DataClass,
  type DataKeyScope,
  type ErasedRows,
  type MasterKey,
  type PlatformKey,
} from "#ledger";
import { canonicalJson, formatVerifierKey, isJsonObject, parseCanonicalJson } from "#seal";
import { overwriteAndRemove, syncDirectory, writeFileDurably, writeFully } from "./durable-file.ts";
import { verifierKeyFile, type LogLayout } from "./log-layout.ts";

/** The keys of a ledger, in `keys/`: apart from the log, so that a copy of the log alone reveals nothing. */
export interface KeyStore {
  readonly master: MasterKey;
  readonly platform: PlatformKey;
  /** The data key that serves an entry of a scope; undefined when there is none. */
  find(scope: DataKeyScope, index: number): Uint8Array | undefined;
  /** The same, made when there is none; it is durable only after `sync`. */
  findOrCreate(scope: DataKeyScope, index: number): Uint8Array;
  sync(): void;
  /** From now on the keys of these rows serve no new entry; `erase` destroys them. */
  retire(erased: ErasedRows): void;
  /** Destroys the keys that served erased rows, in memory and in the file; says how many there were. */
  erase(erased: readonly ErasedRows[]): number;
  close(): void;
}

/** Creates master key, platform key and verifier key text, unless they are there. */
export function createKeyFiles(layout: LogLayout, origin: string): void {
  mkdirSync(layout.keys, { recursive: true, mode: 0o700 });
  if (!existsSync(layout.masterKey)) writeFileDurably(layout.masterKey, formatMasterKey(createMasterKey()));
  if (!existsSync(layout.platformKey)) {
    writeFileDurably(layout.platformKey, formatPlatformKey(createPlatformKey(origin)));
  }
  const { verifierKey } = readPlatformKey(layout);
  const path = join(layout.keys, verifierKeyFile(verifierKey.name));
  if (!existsSync(path)) writeFileDurably(path, `${formatVerifierKey(verifierKey)}\n`, { mode: 0o644 });
  if (!existsSync(layout.dataKeys)) writeFileDurably(layout.dataKeys, "");
}

/**
 * Opens the keys of an existing ledger. A last line without its end was never synced, so nothing uses it: it
 * is cut off.
 * @throws LEDGER_DAMAGED
 */
export function openKeyStore(layout: LogLayout): KeyStore {
  const master = readMasterKey(layout);
  const platform = readPlatformKey(layout);
  finishErasure(layout);
  const text = readFileSync(layout.dataKeys);
  const whole = text.lastIndexOf(0x0a) + 1;
  if (whole < text.length) truncateSync(layout.dataKeys, whole);
  const ring = createKeyRing();
  const lines = new Map<string, string>();
  for (const line of readDataKeyLines(text.subarray(0, whole), master)) {
    if (line.key === undefined || line.scope === undefined || !ring.add(line.scope, line.key)) {
      throw damaged(layout.dataKeys, line.offset, "a data key that does not unwrap");
    }
    lines.set(scopeName(line.scope), text.toString("latin1", line.offset, line.offset + line.length));
  }
  let descriptor = openSync(layout.dataKeys, "a", 0o600);
  let isSynced = true;
  const create = (scope: DataKeyScope): Uint8Array => {
    const key = createDataKey();
    const line = `${canonicalJson({ ...scope, wrapped: wrapDataKey(master, scope, key) })}\n`;
    writeFully(descriptor, Buffer.from(line));
    isSynced = false;
    ring.add(scope, key);
    lines.set(scopeName(scope), line);
    return key;
  };
  return {
    master,
    platform,
    find: ring.find,
    findOrCreate(scope, index) {
      const missing = ring.missing(scope, index);
      return (missing === undefined ? ring.find(scope, index) : undefined) ?? create(missing ?? scope);
    },
    retire: ring.retire,
    sync() {
      if (!isSynced) fdatasyncSync(descriptor);
      isSynced = true;
    },
    erase(erased) {
      for (const each of erased) ring.retire(each);
      const dropped = erased.flatMap(ring.drop);
      for (const scope of dropped) lines.delete(scopeName(scope));
      if (dropped.length === 0) return 0;
      closeSync(descriptor);
      replaceDataKeys(layout, [...lines.values()].join(""));
      descriptor = openSync(layout.dataKeys, "a", 0o600);
      return dropped.length;
    },
    close: () => closeSync(descriptor),
  };
}

/**
 * Replaces the data keys and overwrites the bytes of the old file. Its second name lets an opening finish the
 * overwriting when a crash came between.
 */
function replaceDataKeys(layout: LogLayout, text: string): void {
  rmSync(layout.erasedDataKeys, { force: true });
  linkSync(layout.dataKeys, layout.erasedDataKeys);
  syncDirectory(layout.keys);
  writeFileDurably(layout.dataKeys, text);
  overwriteAndRemove(layout.erasedDataKeys);
}

/** Ends an erasure that a crash interrupted: the file with the destroyed keys is overwritten and removed. */
function finishErasure(layout: LogLayout): void {
  if (!existsSync(layout.erasedDataKeys)) return;
  if (statSync(layout.erasedDataKeys).ino === statSync(layout.dataKeys).ino) rmSync(layout.erasedDataKeys);
  else overwriteAndRemove(layout.erasedDataKeys);
}

/** Reads the lines of the data key file; `key` is undefined where a line is not what was written. */
export function* readDataKeyLines(
  file: Buffer,
  master: MasterKey,
): Generator<{
  readonly offset: number;
  /** With the newline. */
  readonly length: number;
  /** Undefined where the line cannot be read. */
  readonly scope: DataKeyScope | undefined;
  readonly key: Uint8Array | undefined;
}> {
  let offset = 0;
  while (offset < file.length) {
    const newline = file.indexOf(0x0a, offset);
    const end = newline < 0 ? file.length : newline;
    const line = readDataKeyLine(file.subarray(offset, end).toString(), master, newline >= 0);
    yield { offset, length: Math.min(end + 1, file.length) - offset, ...line };
    offset = end + 1;
  }
}

/** Reads the platform's signing key. @throws LEDGER_DAMAGED */
export function readPlatformKey(layout: LogLayout): PlatformKey {
  const key = parsePlatformKey(readFileSync(layout.platformKey, "utf8"));
  if (key === undefined) throw damaged(layout.platformKey, 0, "not a platform key");
  return key;
}

/** Reads the master key. @throws LEDGER_DAMAGED */
export function readMasterKey(layout: LogLayout): MasterKey {
  const key = parseMasterKey(readFileSync(layout.masterKey, "utf8"));
  if (key === undefined) throw damaged(layout.masterKey, 0, "not a master key");
  return key;
}

function readDataKeyLine(line: string, master: MasterKey, isWhole: boolean) {
  try {
    const fields = parseCanonicalJson(line);
    if (isWhole && isJsonObject(fields)) {
      const { origin, dataClass, month, wrapped, from } = fields;
      const isText = [origin, dataClass, month, wrapped].every((field) => typeof field === "string");
      const isFrom = from === undefined || (Number.isSafeInteger(from) && Number(from) > 0);
      if (isText && isFrom && Object.keys(fields).length === (from === undefined ? 4 : 5)) {
        const named = { origin: String(origin), dataClass: dataClass as DataClass, month: String(month) };
        const scope = from === undefined ? named : { ...named, from: Number(from) };
        return { scope, key: unwrapDataKey(master, scope, String(wrapped)) };
      }
    }
  } catch {
    // A line that cannot be parsed is reported as damaged by the caller, like one that does not unwrap.
  }
  return { scope: undefined, key: undefined };
}

function damaged(file: string, offset: number, problem: string) {
  return ledgerFaults.fault("LEDGER_DAMAGED", { file, offset, problem });
}
