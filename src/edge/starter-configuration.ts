import { existsSync, writeFileSync } from "node:fs";

/**
 * Writes a configuration without sources beside a device that is about to enrol, unless the file is there: the command
 * that the platform shows is then all that a fitter has to run, and sources are added afterwards.
 * @returns whether it was written
 */
export function writeStarterConfiguration(file: string, server: string): boolean {
  if (existsSync(file)) return false;
  const starter = { servers: [server], stateDirectory: "collector-state", sources: [] };
  writeFileSync(file, `${JSON.stringify(starter, null, 2)}\n`, { flag: "wx" });
  return true;
}
