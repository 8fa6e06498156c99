import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import type { SettingsSeal } from "#watch";

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = "v1.";

/**
 * Encrypts settings with AES-256-GCM under a key of its own, made on first use in a file that only this program's
 * user reads (0600). A copy of the database alone gives nothing away.
 */
export function openSettingsSeal(directory: string): SettingsSeal {
  let key: Buffer | null = null;
  const readKey = (): Buffer => {
    key ??= readOrMakeKey(path.join(directory, "notify.key"));
    return key;
  };
  return {
    seal: (settings) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", readKey(), nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(settings), "utf8"), cipher.final()]);
      return version + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
    },
    unseal: (text) => {
      const bytes = Buffer.from(text.slice(version.length), "base64");
      const decipher = createDecipheriv("aes-256-gcm", readKey(), bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const open = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return JSON.parse(open.toString("utf8")) as unknown;
    },
  };
}

function readOrMakeKey(file: string): Buffer {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    const made = openSync(file, "wx", 0o600);
    writeSync(made, randomBytes(keyBytes).toString("base64"));
    fsyncSync(made);
    closeSync(made);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
  }
  return Buffer.from(readFileSync(file, "utf8"), "base64");
}
