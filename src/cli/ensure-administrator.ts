import { readFile } from "node:fs/promises";
import { type Account, type AccountStore, hashPassword, verifyPassword } from "#access";
import type { Clock } from "#kernel";
import type { ServeConfiguration } from "./serve-configuration.ts";
import { cliFaults } from "./errors.ts";

/**
 * Makes sure that the administrator exists, with the password of the file where one is named. Without a file a
 * password set earlier stays, and a new administrator has none: the one-time address lets them in.
 * @throws CLI_NO_SUCH_INPUT, ACCESS_PASSWORD_TOO_SHORT
 */
export async function ensureAdministrator(
  accounts: AccountStore,
  parameters: {
    readonly partyId: string;
    readonly configuration: Pick<ServeConfiguration, "adminUser" | "adminPasswordFile">;
    readonly clock: Clock;
  },
): Promise<Account> {
  const { partyId, clock } = parameters;
  const { adminUser: name, adminPasswordFile: file } = parameters.configuration;
  const found = await accounts.findByName(partyId, name);
  const password = file === undefined ? null : await readPassword(file);
  const isUnchanged =
    found !== null && (password === null || (await verifyPassword(password, found.passwordHash)));
  if (isUnchanged) return found;
  const passwordHash = password === null ? null : await hashPassword(password);
  return await accounts.save({ partyId, name, role: "administrator", passwordHash }, clock());
}

async function readPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).replace(/\r?\n$/, "");
  } catch (cause) {
    const parameters = { option: "--admin-password-file", path: file, expected: "a readable file" };
    throw cliFaults.fault("CLI_NO_SUCH_INPUT", parameters, cause);
  }
}
