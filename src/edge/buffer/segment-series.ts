import { closeSync, existsSync, mkdirSync, openSync, readSync, readdirSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { syncDirectory } from "./durable-file.ts";
import { readFrame } from "./frame.ts";

/** A place between two frames of a series. */
export interface Place {
  readonly segment: number;
  readonly offset: number;
}

/** What `read` found, and where to go on. */
export type SeriesRead =
  | { readonly kind: "body"; readonly body: Buffer; readonly next: Place }
  | { readonly kind: "damaged"; readonly next: Place };

/**
 * Numbered files that only grow at the end of the last one. One writer at a time. What `append` wrote is on the disk
 * when it resolves; when it rejects, nothing of it is there.
 */
export interface SegmentSeries {
  readonly end: Place;
  /** Bytes of all segments. */
  readonly bytes: number;
  segments(): readonly { readonly number: number; readonly bytes: number }[];
  append(frames: readonly Buffer[]): Promise<void>;
  /** Takes back the end, after a group that did not come about; later appends wait until it worked. */
  truncate(place: Place): Promise<void>;
  /** The frame at a place; null at the end (or at `until`). A place in a segment that is gone begins at the next. */
  read(place: Place, until?: Place | null): SeriesRead | null;
  remove(segment: number): void;
  /** Makes the next append begin a new segment. */
  startSegment(): void;
  close(): Promise<void>;
}

const readBytes = 256 * 1024;

export function comparePlaces(a: Place, b: Place): number {
  return a.segment - b.segment || a.offset - b.offset;
}

/** Opens a series at its last file. @param segmentBytes  a file that is at least so long is followed by the next */
export function openSegmentSeries(directory: string, segmentBytes: number): SegmentSeries {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const sizes = sizesIn(directory);
  let last = Math.max(1, ...sizes.keys());
  if (!sizes.has(last)) sizes.set(last, 0);
  let handle: { readonly segment: number; readonly file: FileHandle } | undefined;
  let isDirty = false;
  const reader = createReader((segment) => pathOf(directory, segment));

  const fileOf = async (segment: number): Promise<FileHandle> => {
    if (handle?.segment === segment) return handle.file;
    await handle?.file.close();
    handle = undefined;
    const isNew = !existsSync(pathOf(directory, segment));
    const file = await open(pathOf(directory, segment), isNew ? "w+" : "r+", 0o600);
    handle = { segment, file };
    if (isNew) await syncDirectory(directory);
    return file;
  };
  const cutBack = async (): Promise<void> => {
    isDirty = true;
    const file = await fileOf(last);
    await file.truncate(sizes.get(last) ?? 0);
    await file.datasync();
    isDirty = false;
    reader.forget();
  };
  return {
    get end() {
      return { segment: last, offset: sizes.get(last) ?? 0 };
    },
    get bytes() {
      let sum = 0;
      for (const size of sizes.values()) sum += size;
      return sum;
    },
    segments: () =>
      [...sizes].map(([number, bytes]) => ({ number, bytes })).sort((a, b) => a.number - b.number),
    append: async (frames) => {
      if (isDirty) await cutBack();
      const offset = sizes.get(last) ?? 0;
      if (offset >= segmentBytes) {
        last += 1;
        sizes.set(last, 0);
      }
      const start = sizes.get(last) ?? 0;
      const bytes = Buffer.concat(frames);
      try {
        const file = await fileOf(last);
        await writeFully(file, bytes, start);
        await file.datasync();
      } catch (cause) {
        isDirty = true;
        await cutBack().catch(() => undefined);
        throw cause;
      }
      sizes.set(last, start + bytes.length);
    },
    truncate: async (place) => {
      for (const segment of sizes.keys()) {
        if (segment <= place.segment) continue;
        if (handle?.segment === segment) {
          await handle.file.close();
          handle = undefined;
        }
        rmSync(pathOf(directory, segment), { force: true });
        sizes.delete(segment);
      }
      last = place.segment;
      sizes.set(last, place.offset);
      await cutBack();
    },
    read: (place, until = null) => {
      let { segment, offset } = place;
      while (!sizes.has(segment) || offset >= (sizes.get(segment) ?? 0)) {
        const following = [...sizes.keys()].filter((number) => number > segment);
        if (following.length === 0) return null;
        segment = Math.min(...following);
        offset = 0;
      }
      if (until !== null && comparePlaces({ segment, offset }, until) >= 0) return null;
      return reader.frameAt(segment, offset, sizes.get(segment) ?? 0);
    },
    remove: (segment) => {
      rmSync(pathOf(directory, segment), { force: true });
      if (segment === last) throw new RangeError("the segment that is written to cannot be removed");
      sizes.delete(segment);
      reader.forget();
    },
    startSegment: () => {
      if ((sizes.get(last) ?? 0) === 0) return;
      last += 1;
      sizes.set(last, 0);
    },
    close: async () => {
      await handle?.file.close();
      handle = undefined;
      reader.forget();
    },
  };
}

/** Reads frames through a window of one segment, so that going on costs no new read. */
function createReader(pathOfSegment: (segment: number) => string) {
  let window: { readonly segment: number; readonly from: number; readonly bytes: Buffer } | undefined;
  const load = (segment: number, from: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    const descriptor = openSync(pathOfSegment(segment), "r");
    try {
      const count = readSync(descriptor, bytes, 0, length, from);
      window = { segment, from, bytes: bytes.subarray(0, count) };
    } finally {
      closeSync(descriptor);
    }
    return window.bytes;
  };
  return {
    forget: () => {
      window = undefined;
    },
    frameAt: (segment: number, offset: number, size: number): SeriesRead => {
      if (window?.segment === segment && offset >= window.from) {
        const read = readFrame(window.bytes, offset - window.from);
        if (read.kind === "body") {
          return { kind: "body", body: read.body, next: { segment, offset: window.from + read.end } };
        }
      }
      // A damaged frame is looked at with everything behind it, because the next whole one may be far away.
      for (const length of [Math.min(readBytes, size - offset), size - offset]) {
        const read = readFrame(load(segment, offset, length), 0);
        if (read.kind === "body")
          return { kind: "body", body: read.body, next: { segment, offset: read.end + offset } };
        if (length === size - offset) {
          window = undefined;
          return {
            kind: "damaged",
            next: { segment, offset: read.kind === "damaged" ? offset + read.end : size },
          };
        }
      }
      throw new RangeError("nothing to read");
    },
  };
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

function sizesIn(directory: string): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const name of readdirSync(directory)) {
    const number = Number(/^([0-9]{10})\.seg$/.exec(name)?.[1]);
    if (Number.isSafeInteger(number)) sizes.set(number, statSync(join(directory, name)).size);
  }
  return sizes;
}

function pathOf(directory: string, segment: number): string {
  return join(directory, `${String(segment).padStart(10, "0")}.seg`);
}
