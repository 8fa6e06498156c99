import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile } from "../buffer/durable-file.ts";
import { edgeFaults } from "../errors.ts";

/** What the platform said of this collector when it enrolled; without secrets. */
const identitySchema = z.strictObject({
  "@type": z.literal("collector-identity@1"),
  /** Address that it enrolled at. */
  server: z.string(),
  collector: z.string(),
  name: z.string(),
  /** Id of the key in force. */
  key: z.string(),
  enterpriseId: z.string().nullable(),
  /** Verifier key of the platform's receipts. */
  platformKey: z.string(),
  elements: z.array(z.strictObject({ code: z.string(), kind: z.string(), name: z.string() })),
  enrolledAtMs: z.int(),
});

export type Identity = z.output<typeof identitySchema>;

/** Files of a collector's state directory. */
export function statePaths(stateDirectory: string) {
  return {
    identity: join(stateDirectory, "identity.json"),
    key: join(stateDirectory, "device.key"),
    nextKey: join(stateDirectory, "device.key.next"),
    certificate: join(stateDirectory, "client.crt"),
    authority: join(stateDirectory, "authority.crt"),
    state: join(stateDirectory, "state.json"),
    buffer: join(stateDirectory, "buffer"),
    sealed: join(stateDirectory, "sealed"),
    parked: join(stateDirectory, "parked"),
    receipts: join(stateDirectory, "receipts"),
    reserve: join(stateDirectory, "reserve"),
    socket: join(stateDirectory, "status.sock"),
  };
}

/** @throws EDGE_NOT_ENROLLED when there is none, EDGE_STATE_UNREADABLE when it is another document */
export function readIdentity(stateDirectory: string): Identity {
  const path = statePaths(stateDirectory).identity;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw edgeFaults.fault("EDGE_NOT_ENROLLED", { path }, cause);
  }
  try {
    return identitySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw edgeFaults.fault("EDGE_STATE_UNREADABLE", { path }, cause);
  }
}

export async function writeIdentity(stateDirectory: string, identity: Identity): Promise<void> {
  await replaceFile(statePaths(stateDirectory).identity, `${JSON.stringify(identity, null, 2)}\n`);
}
