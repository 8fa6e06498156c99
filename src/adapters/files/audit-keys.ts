import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  createKeyRing,
  parseMasterKey,
  parsePlatformKey,
  type KeyRing,
  type MasterKey,
  type PlatformKey,
} from "#ledger";
import { formatVerifierKey } from "#seal";
import { auditBytes, type AuditNotes } from "./audit-report.ts";
import { dataVersion, readVersion } from "./data-directory.ts";
import { readDataKeyLines } from "./key-store.ts";
import { verifierKeyFile, type LogLayout } from "./log-layout.ts";
import { filesBelow } from "./tile-files.ts";

/** The keys as far as they are whole. */
export interface AuditedKeys {
  readonly master: MasterKey | undefined;
  readonly platform: PlatformKey | undefined;
  readonly dataKeys: KeyRing;
  /** A key file is damaged, so a missing data key is no news. */
  readonly isIncomplete: boolean;
}

/** Verifies the version file and everything in `keys/`. */
export function auditKeys(layout: LogLayout, notes: AuditNotes): AuditedKeys {
  const version = join(layout.directory, "VERSION");
  const text = readCounted(version, notes);
  if (text !== undefined && readVersion(text.toString("latin1")) !== dataVersion) {
    notes.report("AUDIT_VERSION", { file: version, offset: 0, length: text.length });
  }
  const master = readKey(layout.masterKey, notes, parseMasterKey);
  const platform = readKey(layout.platformKey, notes, parsePlatformKey);
  const keyText = platform === undefined ? undefined : `${formatVerifierKey(platform.verifierKey)}\n`;
  const known = [layout.masterKey, layout.platformKey, layout.dataKeys];
  if (platform !== undefined && keyText !== undefined) {
    const file = join(layout.keys, verifierKeyFile(platform.verifierKey.name));
    known.push(file);
    const bytes = readCounted(file, notes);
    if (bytes !== undefined) auditBytes(notes, "AUDIT_KEY", { file, bytes, expected: Buffer.from(keyText) });
  }
  for (const file of filesBelow(layout.keys)) {
    const isUnknown = !known.includes(file) && !(platform === undefined && file.endsWith(".vkey"));
    if (isUnknown) notes.report("AUDIT_UNKNOWN_FILE", { file, offset: 0, length: 0 });
  }
  return { master, platform, ...auditDataKeys(layout, notes, master) };
}

/** Reads a file and counts it; reports it when it is missing. */
export function readCounted(file: string, notes: AuditNotes): Buffer | undefined {
  if (!existsSync(file)) {
    notes.report("AUDIT_MISSING", { file, offset: 0, length: 0 });
    return undefined;
  }
  const bytes = readFileSync(file);
  notes.count(bytes.length);
  return bytes;
}

function readKey<Key>(
  file: string,
  notes: AuditNotes,
  parse: (text: string) => Key | undefined,
): Key | undefined {
  const bytes = readCounted(file, notes);
  if (bytes === undefined) return undefined;
  const key = parse(bytes.toString("latin1"));
  if (key === undefined) notes.report("AUDIT_KEY", { file, offset: 0, length: bytes.length });
  return key;
}

function auditDataKeys(layout: LogLayout, notes: AuditNotes, master: MasterKey | undefined) {
  const dataKeys = createKeyRing();
  const bytes = readCounted(layout.dataKeys, notes);
  if (bytes === undefined || master === undefined) return { dataKeys, isIncomplete: true };
  let isIncomplete = false;
  for (const { offset, length, scope, key } of readDataKeyLines(bytes, master)) {
    if (key === undefined || scope === undefined || !dataKeys.add(scope, key)) {
      notes.report("AUDIT_KEY", { file: layout.dataKeys, offset, length });
      isIncomplete = true;
    }
  }
  return { dataKeys, isIncomplete };
}
