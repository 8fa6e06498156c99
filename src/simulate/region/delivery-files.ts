import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { dayOfNumber } from "#kernel";
import { type OperatingRows, type StreamName, streamNames } from "#operations";
import { type RegionColumn, regionColumns, regionFileNames, regionHeaderOf } from "./region-files.ts";

/** Bytes that are written at once; a file keeps no more than this in memory. */
const chunkBytes = 64 * 1024;
/** More than any line takes. */
const mostLineBytes = 4 * 1024;

interface OpenFile {
  readonly path: string;
  /** Encoded at once and not kept as text: ropes of lines would keep the garbage collector busy. */
  buffer: Buffer | null;
  filled: number;
  descriptor: number | null;
}

/** The files of all deliveries of a region, open until everything is written. */
export interface DeliveryFiles {
  /** Rows of an enterprise; within a file they keep their order. */
  write(code: string, rows: OperatingRows): void;
  close(): void;
}

/** Opens a folder for each delivery; files come into being with their first row. */
export function openDeliveryFiles(directory: string, deliveries: readonly string[]): DeliveryFiles {
  for (const delivery of deliveries) mkdirSync(join(directory, delivery), { recursive: true });
  const files = new Map<StreamName, OpenFile[]>(
    streamNames.map((stream) => [
      stream,
      deliveries.map((delivery) => ({
        path: join(directory, delivery, regionFileNames[stream]),
        buffer: null,
        filled: 0,
        descriptor: null,
      })),
    ]),
  );
  return {
    write: (code, rows) => {
      for (const stream of streamNames) writeStream(files.get(stream) ?? [], { stream, code, rows });
    },
    close: () => {
      for (const file of [...files.values()].flat()) {
        flush(file);
        if (file.descriptor !== null) closeSync(file.descriptor);
        file.descriptor = null;
      }
    },
  };
}

function writeStream(
  files: readonly OpenFile[],
  {
    stream,
    code,
    rows,
  }: { readonly stream: StreamName; readonly code: string; readonly rows: OperatingRows },
): void {
  const columns = regionColumns[stream] as unknown as readonly RegionColumn<Record<string, unknown>>[];
  for (const row of rows[stream] as readonly { readonly platformIndex: number }[]) {
    const file = files[row.platformIndex];
    if (file === undefined) continue;
    let line = code;
    for (const { name, kind } of columns) {
      line += `,${cellOf((row as unknown as Record<string, unknown>)[name], kind)}`;
    }
    append(file, stream, `${line}\n`);
  }
}

function append(file: OpenFile, stream: StreamName, line: string): void {
  if (file.descriptor === null) {
    file.descriptor = openSync(file.path, "w");
    append(file, stream, `${regionHeaderOf(stream)}\n`);
  }
  file.buffer ??= Buffer.allocUnsafe(chunkBytes);
  if (file.filled > chunkBytes - mostLineBytes) flush(file);
  file.filled += file.buffer.write(line, file.filled);
}

function flush(file: OpenFile): void {
  if (file.descriptor !== null && file.buffer !== null && file.filled > 0) {
    writeSync(file.descriptor, file.buffer, 0, file.filled);
  }
  file.filled = 0;
}

function cellOf(value: unknown, kind: RegionColumn<unknown>["kind"]): string {
  if (value === null || value === undefined) return "";
  switch (kind) {
    case "day":
      return dayText(value as number);
    case "flag":
      return value === true ? "1" : "0";
    case "integer":
    case "fen":
      return String(value);
    case "text":
      return quoted(String(value));
  }
}

const dayTexts = new Map<number, string>();

function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = dayOfNumber(day);
  dayTexts.set(day, text);
  return text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
