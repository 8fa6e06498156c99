import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Names of the ledger's files below a data directory; docs/formats.md describes each. */
export interface LogLayout {
  readonly directory: string;
  readonly log: string;
  readonly wal: string;
  readonly payload: string;
  readonly tile: string;
  readonly checkpoint: string;
  /** Derived from the entries: the state of all logs, and the records of full tiles. */
  readonly index: string;
  readonly logState: string;
  readonly entryTiles: string;
  readonly cosigned: string;
  readonly witnesses: string;
  readonly keys: string;
  readonly masterKey: string;
  readonly platformKey: string;
  readonly dataKeys: string;
  /** The data keys before an erasure, while they are being overwritten. */
  readonly erasedDataKeys: string;
  walFile(number: number): string;
  payloadFile(number: number): string;
}

/** The layout below a data directory. */
export function logLayout(directory: string): LogLayout {
  const log = join(directory, "log");
  const keys = join(directory, "keys");
  const wal = join(log, "wal");
  const payload = join(log, "payload");
  const index = join(log, "index");
  return {
    directory,
    log,
    wal,
    payload,
    tile: join(log, "tile"),
    checkpoint: join(log, "checkpoint"),
    index,
    logState: join(index, "state"),
    entryTiles: join(index, "tiles"),
    cosigned: join(log, "cosigned"),
    witnesses: join(log, "witnesses.json"),
    keys,
    masterKey: join(keys, "master.key"),
    platformKey: join(keys, "platform.key"),
    dataKeys: join(keys, "data-keys.jsonl"),
    erasedDataKeys: join(keys, "data-keys.jsonl.erased"),
    walFile: (number) => join(wal, `${sixDigits(number)}.wal`),
    payloadFile: (number) => join(payload, `${sixDigits(number)}.segment`),
  };
}

/** File name of a verifier key: the key's name with each `/` as `_`. */
export function verifierKeyFile(name: string): string {
  return `${name.replaceAll("/", "_")}.vkey`;
}

/** Numbers of the files `NNNNNN.<extension>` in a directory, ascending; empty when there is no directory. */
export function numberedFiles(directory: string, extension: string): number[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  return names
    .map((name) => new RegExp(`^([0-9]{6,})\\.${extension}$`).exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

function sixDigits(number: number): string {
  return String(number).padStart(6, "0");
}
