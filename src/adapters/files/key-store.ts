import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
} from "node:fs";
import { join } from "node:path";
import {
  createDataKey,
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
  type MasterKey,
  type PlatformKey,
} from "#ledger";
import { canonicalJson, formatVerifierKey, isJsonObject, parseCanonicalJson } from "#seal";
import { writeFileDurably, writeFully } from "./durable-file.ts";
import { verifierKeyFile, type LogLayout } from "./log-layout.ts";

/** The keys of a ledger, in `keys/`: apart from the log, so that a copy of the log alone reveals nothing. */
export interface KeyStore {
  readonly master: MasterKey;
  readonly platform: PlatformKey;
  /** The data key of a scope; undefined when there is none. */
  find(scope: DataKeyScope): Uint8Array | undefined;
  /** The data key of a scope, made when there is none; it is durable only after `sync`. */
  findOrCreate(scope: DataKeyScope): Uint8Array;
  sync(): void;
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
  const text = readFileSync(layout.dataKeys);
  const whole = text.lastIndexOf(0x0a) + 1;
  if (whole < text.length) truncateSync(layout.dataKeys, whole);
  const keys = new Map<string, Uint8Array>();
  for (const line of readDataKeyLines(text.subarray(0, whole), master)) {
    if (line.key === undefined)
      throw damaged(layout.dataKeys, line.offset, "a data key that does not unwrap");
    keys.set(line.scope, line.key);
  }
  const descriptor = openSync(layout.dataKeys, "a", 0o600);
  let isSynced = true;
  return {
    master,
    platform,
    find: (scope) => keys.get(scopeName(scope)),
    findOrCreate(scope) {
      const name = scopeName(scope);
      let key = keys.get(name);
      if (key === undefined) {
        key = createDataKey();
        keys.set(name, key);
        const wrapped = wrapDataKey(master, scope, key);
        writeFully(descriptor, Buffer.from(`${canonicalJson({ ...scope, wrapped })}\n`));
        isSynced = false;
      }
      return key;
    },
    sync() {
      if (!isSynced) fdatasyncSync(descriptor);
      isSynced = true;
    },
    close: () => closeSync(descriptor),
  };
}

/** Reads the lines of the data key file; `key` is undefined where a line is not what was written. */
export function* readDataKeyLines(
  file: Buffer,
  master: MasterKey,
): Generator<{
  readonly offset: number;
  /** With the newline. */
  readonly length: number;
  readonly scope: string;
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
      const { origin, dataClass, month, wrapped } = fields;
      const isText = [origin, dataClass, month, wrapped].every((field) => typeof field === "string");
      if (isText && Object.keys(fields).length === 4) {
        const scope = { origin: String(origin), dataClass: dataClass as DataClass, month: String(month) };
        return { scope: scopeName(scope), key: unwrapDataKey(master, scope, String(wrapped)) };
      }
    }
  } catch {
    // A line that cannot be parsed is reported as damaged by the caller, like one that does not unwrap.
  }
  return { scope: "", key: undefined };
}

function damaged(file: string, offset: number, problem: string) {
  return ledgerFaults.fault("LEDGER_DAMAGED", { file, offset, problem });
}
