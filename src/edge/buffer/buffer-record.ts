import type { EpochMs } from "#kernel";
import { isJsonObject, type Json, type JsonObject } from "#seal";
import type { BatchChannel, BatchGap } from "#telemetry";
import { encodeFrame } from "./frame.ts";
import type { Place } from "./segment-series.ts";

/** Readings or events that were accepted together, as rows that a batch can take over. */
export interface RowsRecord {
  readonly kind: "readings" | "events";
  /** Number of the group commit that made it count. */
  readonly group: number;
  readonly source: string;
  /** For readings: what the first number of a row points to; empty for events. */
  readonly channels: readonly BatchChannel[];
  readonly count: number;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly rows: Buffer;
}

/** Which segment was given up because the buffer was full. */
export interface DroppedSegment {
  readonly series: SeriesName;
  readonly segment: number;
}

/** Ends a group commit: what comes before it with its number counts from here on. */
export interface CommitRecord {
  readonly kind: "commit";
  readonly group: number;
  readonly atMs: EpochMs;
  /** End of the raw series with this group in it. */
  readonly rawEnd: Place;
  /** By source: where it goes on after a restart. */
  readonly positions: Readonly<Record<string, SourcePosition>>;
  readonly gaps: readonly BatchGap[];
  readonly dropped: readonly DroppedSegment[];
}

/** A source's place and the memory of its pipeline at that place. */
export interface SourcePosition {
  readonly position: Json;
  readonly pipeline: JsonObject | null;
}

/** Events and meter totals (`high`) outlive raw samples when the buffer is full. */
export const seriesNames = ["high", "raw"] as const;
export type SeriesName = (typeof seriesNames)[number];

export type BufferRecord = RowsRecord | CommitRecord;

/** The frame of a record: length of a JSON header (32 bits), the header, the rows. */
export function encodeRecord(record: BufferRecord): Buffer {
  const { rows, ...header } = record.kind === "commit" ? { ...record, rows: Buffer.alloc(0) } : record;
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return encodeFrame([length, text, rows]);
}

/** Reads a frame's body that this program wrote; undefined for what it does not know. */
export function decodeRecord(body: Buffer): BufferRecord | undefined {
  const headerBytes = body.length < 4 ? Number.POSITIVE_INFINITY : body.readUInt32BE(0);
  if (4 + headerBytes > body.length) return undefined;
  let header: unknown;
  try {
    header = JSON.parse(body.toString("utf8", 4, 4 + headerBytes));
  } catch {
    return undefined;
  }
  if (!isJsonObject(header)) return undefined;
  if (header["kind"] === "commit") return header as unknown as CommitRecord;
  if (header["kind"] !== "readings" && header["kind"] !== "events") return undefined;
  return {
    ...(header as unknown as Omit<RowsRecord, "rows">),
    rows: body.subarray(4 + headerBytes),
  };
}
