import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, with a slash at its end. */
export const repositoryRoot = fileURLToPath(new URL("../../", import.meta.url));

/** TypeScript files under a folder of the repository, as sorted paths from its root. */
export function sourceFilesUnder(folder: string): string[] {
  return readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(repositoryRoot.length))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort();
}

/** Text of a file of the repository. */
export function readSource(path: string): string {
  return readFileSync(join(repositoryRoot, path), "utf8");
}
