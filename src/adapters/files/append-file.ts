import { closeSync, existsSync, fdatasyncSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { syncDirectory, writeAllFully } from "./durable-file.ts";
import type { FilePosition } from "./log-state-file.ts";

/** A series of numbered files that only grow at the end of the last one. */
export interface AppendFiles {
  /** Where the next bytes will lie, unless they begin another file. */
  readonly end: FilePosition;
  /** Keeps bytes for the next `flush` and says where they will lie; a full file is followed by the next. */
  append(...parts: readonly Uint8Array[]): FilePosition;
  /** Writes what is kept; returns when it is on the disk. */
  flush(): void;
  close(): void;
}

/** Opens a series at its last file; `pathOf` names them, `maximumBytes` is where the next one begins. */
export function openAppendFiles(options: {
  readonly pathOf: (number: number) => string;
  readonly last: number;
  readonly maximumBytes: number;
}): AppendFiles {
  const { pathOf, maximumBytes } = options;
  let file = options.last;
  let offset = existsSync(pathOf(file)) ? statSync(pathOf(file)).size : 0;
  let open: { readonly file: number; readonly descriptor: number } | undefined;
  let kept: { readonly file: number; readonly parts: Uint8Array[] }[] = [];

  const descriptorOf = (number: number): number => {
    if (open?.file === number) return open.descriptor;
    if (open !== undefined) closeSync(open.descriptor);
    open = { file: number, descriptor: openForAppend(pathOf(number)) };
    return open.descriptor;
  };
  return {
    get end() {
      return { file, offset };
    },
    append(...parts) {
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      if (offset > 0 && offset + length > maximumBytes) {
        file += 1;
        offset = 0;
      }
      const last = kept.at(-1);
      if (last?.file === file) last.parts.push(...parts);
      else kept.push({ file, parts: [...parts] });
      const place = { file, offset };
      offset += length;
      return place;
    },
    flush() {
      for (const part of kept) {
        const path = pathOf(part.file);
        try {
          const descriptor = descriptorOf(part.file);
          writeAllFully(descriptor, part.parts);
          fdatasyncSync(descriptor);
        } catch (cause) {
          // The system's error of a descriptor does not say which file it was.
          throw cause instanceof Error ? Object.assign(cause, { path }) : cause;
        }
      }
      kept = [];
    },
    close() {
      if (open !== undefined) closeSync(open.descriptor);
      open = undefined;
    },
  };
}

function openForAppend(path: string): number {
  const isNew = !existsSync(path);
  const descriptor = openSync(path, "a", 0o600);
  if (isNew) syncDirectory(dirname(path));
  return descriptor;
}
