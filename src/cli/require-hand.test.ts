import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { hashPassword } from "#access";
import { requireHand } from "./require-hand.ts";

const folder = mkdtempSync(path.join(tmpdir(), "touchstone-hand-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("signs for a person only with that person's password", async () => {
  const file = path.join(folder, "password");
  writeFileSync(file, "correct horse battery\n");
  const account = { passwordHash: await hashPassword("correct horse battery"), isSuspended: false };
  await requireHand(account, file);
  await expect(requireHand(account, undefined)).rejects.toMatchObject({ code: "CLI_BAD_OPTION" });
  for (const other of [
    { ...account, isSuspended: true },
    { ...account, passwordHash: null },
    { ...account, passwordHash: await hashPassword("another one, and long") },
  ]) {
    await expect(requireHand(other, file)).rejects.toMatchObject({ code: "ACCESS_WRONG_CREDENTIALS" });
  }
});
