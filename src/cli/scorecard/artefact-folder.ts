import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { cliFaults } from "../errors.ts";

/** A file that was written, with its fingerprint. */
export interface WrittenFile {
  readonly name: string;
  readonly sha256: string;
}

/** What a development leaves; a reader of the folder sees the earlier run or the new one, never half of one. */
export interface ArtefactFolder {
  readonly path: string;
  readonly files: readonly WrittenFile[];
  write(name: string, content: string | Uint8Array): void;
  /** Puts everything that was written in its place. */
  finish(): void;
  /** Leaves the folder as it was. */
  abandon(): void;
}

/** The file that names the others; a folder with it is ours to write into. */
export const manifestName = "manifest.json";

/**
 * Makes a folder ready for artefacts.
 * @throws CLI_CANNOT_WRITE when the place is a file, cannot be made, or holds other things and no manifest
 */
export function openArtefactFolder(out: string): ArtefactFolder {
  const path = resolve(out);
  const files: WrittenFile[] = [];
  const partial = join(path, `.partial-${process.pid}`);
  const isNew = !existsSync(path);
  try {
    requireOurs(path);
    mkdirSync(partial, { recursive: true });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw cliFaults.fault("CLI_CANNOT_WRITE", { option: "--out", path: out, problem }, cause);
  }
  return {
    path,
    files,
    write: (name, content) => {
      writeFileSync(join(partial, name), content);
      files.push({ name, sha256: createHash("sha256").update(content).digest("hex") });
    },
    finish: () => {
      const made = readdirSync(partial);
      const stale = namesInManifest(path).filter((name) => !made.includes(name));
      for (const name of made) renameSync(join(partial, name), join(path, name));
      for (const name of stale) rmSync(join(path, name), { force: true });
      rmSync(partial, { recursive: true, force: true });
    },
    abandon: () => {
      rmSync(partial, { recursive: true, force: true });
      if (isNew && existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
    },
  };
}

/** What an earlier run left, so that none of it stays beside the new: a card by segment would still be used. */
function namesInManifest(path: string): readonly string[] {
  try {
    const { files } = JSON.parse(readFileSync(join(path, manifestName), "utf8")) as { files?: object };
    return Object.keys(files ?? {}).filter((name) => name === basename(name) && !name.startsWith("."));
  } catch {
    return [];
  }
}

function requireOurs(path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) throw new Error("it is a file");
  const names = readdirSync(path).filter((name) => !name.startsWith("."));
  if (names.length === 0 || names.includes(manifestName)) return;
  throw new Error(`it holds ${names[0]} and no ${manifestName}: give a new or empty folder`);
}
