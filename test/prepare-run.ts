import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Gives every run of the tests a folder of its own for what its files share, and removes it at the end. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-run-"));
  process.env["TOUCHSTONE_TEST_RUN"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
