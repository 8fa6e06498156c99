import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** The passwords of the cluster's three roles; made once, kept in a file that only our user can read. */
export interface Credentials {
  readonly superuser: string;
  readonly owner: string;
  readonly application: string;
}

/** The roles: one creates the other two, one owns the tables, one is what the program runs as. */
export const roleNames = {
  superuser: "touchstone_super",
  owner: "touchstone_owner",
  application: "touchstone_app",
} as const;

const credentialsSchema = z.object({ superuser: z.string(), owner: z.string(), application: z.string() });

/** Reads the passwords of the folder, or makes new ones. */
export function loadCredentials(directory: string): Credentials {
  const file = path.join(directory, "credentials.json");
  if (existsSync(file)) return credentialsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const credentials = { superuser: newPassword(), owner: newPassword(), application: newPassword() };
  const partial = `${file}.partial`;
  const descriptor = openSync(partial, "w", 0o600);
  writeSync(descriptor, `${JSON.stringify(credentials, null, 2)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(partial, file);
  return credentials;
}

function newPassword(): string {
  return randomBytes(24).toString("base64url");
}
