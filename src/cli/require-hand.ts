import { type Account, accessFaults, verifyPassword } from "#access";
import { cliFaults } from "./errors.ts";
import { readUserFile } from "./read-user-file.ts";

/**
 * A signature is by the hand that it names: whoever has the machine still needs the person's password.
 * @throws CLI_BAD_OPTION without a file, ACCESS_WRONG_CREDENTIALS when the password in it is not the person's
 */
export async function requireHand(
  { passwordHash, isSuspended }: Pick<Account, "passwordHash" | "isSuspended">,
  passwordFile: string | undefined,
): Promise<void> {
  if (passwordFile === undefined) {
    const expected = "a file with the password of whoever signs";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--password-file", expected, found: "nothing" });
  }
  const password = readUserFile("--password-file", passwordFile)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  if (isSuspended || !(await verifyPassword(password, passwordHash))) {
    throw accessFaults.fault("ACCESS_WRONG_CREDENTIALS");
  }
}
