import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

/** A secret of a configuration: itself, or where it is kept, so that the configuration can be shown to others. */
export const secretSchema = z.union([
  z.string().min(1),
  z.strictObject({ environment: z.string().min(1) }),
  z.strictObject({ file: z.string().min(1) }),
]);

export type Secret = z.output<typeof secretSchema>;

/**
 * The secret itself; a file's last line end is not part of it.
 * @throws an Error that names the variable or the file, never what is in it
 */
export function readSecret(secret: Secret, configurationDirectory: string): string {
  if (typeof secret === "string") return secret;
  if ("environment" in secret) {
    const value = process.env[secret.environment];
    if (value === undefined || value === "") {
      throw new Error(`the environment variable ${secret.environment} is not set`);
    }
    return value;
  }
  const value = readFileSync(resolve(configurationDirectory, secret.file), "utf8").replace(/\r?\n$/, "");
  if (value === "") throw new Error(`the file ${secret.file} is empty`);
  return value;
}
