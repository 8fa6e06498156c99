import { readFileSync, writeFileSync } from "node:fs";
import { cliFaults } from "./errors.ts";

/**
 * Reads a file that the user named.
 * @throws CLI_NO_SUCH_INPUT when it cannot be read
 */
export function readUserFile(option: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option, path, expected: "a file" }, cause);
  }
}

/**
 * Writes a file that the user named.
 * @throws CLI_CANNOT_WRITE
 */
export function writeUserFile(option: string, path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw cliFaults.fault("CLI_CANNOT_WRITE", { option, path, problem }, cause);
  }
}
