import { closeSync, existsSync, fdatasyncSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { syncDirectory, writeFully } from "./durable-file.ts";

/** A series of numbered files that only grow at the end of the last one. */
export interface AppendFiles {
  /** Keeps bytes for the next `flush` and says where they will lie; a full file is followed by the next. */
  append(bytes: Uint8Array): { readonly file: number; readonly offset: number };
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
  let kept: { readonly file: number; readonly bytes: Uint8Array[] }[] = [];

  const descriptorOf = (number: number): number => {
    if (open?.file === number) return open.descriptor;
    if (open !== undefined) closeSync(open.descriptor);
    open = { file: number, descriptor: openForAppend(pathOf(number)) };
    return open.descriptor;
  };
  return {
    append(bytes) {
      if (offset > 0 && offset + bytes.length > maximumBytes) {
        file += 1;
        offset = 0;
      }
      const last = kept.at(-1);
      if (last?.file === file) last.bytes.push(bytes);
      else kept.push({ file, bytes: [bytes] });
      const place = { file, offset };
      offset += bytes.length;
      return place;
    },
    flush() {
      for (const part of kept) {
        const descriptor = descriptorOf(part.file);
        writeFully(descriptor, Buffer.concat(part.bytes));
        fdatasyncSync(descriptor);
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
