import { createHash } from "node:crypto";
import { isJsonObject, type Json } from "#seal";
import { readTime } from "../../pipeline/written-time.ts";
import type { SqlConfig } from "./sql-config.ts";
import type { PageStart, ViewRow } from "./view-reader.ts";

/** A row that was read not long ago: what it said, so that the same is not told twice and a change is. */
interface SeenRow {
  readonly watermark: string;
  readonly digest: string;
}

/** Rows that are remembered at most: the newest. */
const mostRows = 3000;

/** How far a view was read; it becomes durable as the source's position. */
export class ViewMemory {
  readonly #config: SqlConfig;
  readonly #seen = new Map<string, SeenRow>();
  #watermark: string | null = null;

  constructor(config: SqlConfig, position: Json | null) {
    this.#config = config;
    if (!isJsonObject(position)) return;
    const { watermark, seen } = position;
    if (typeof watermark !== "string" || !Array.isArray(seen)) return;
    this.#watermark = watermark;
    for (const one of seen) {
      if (!Array.isArray(one)) continue;
      const [key, at, digest] = one as readonly Json[];
      if (typeof key !== "string" || typeof at !== "string" || typeof digest !== "string") continue;
      this.#seen.set(key, { watermark: at, digest });
    }
  }

  /** Where the next round begins: a little before the last row, so that latecomers and changes are found. */
  start(): PageStart | null {
    if (this.#watermark === null) return null;
    const newestMs = this.#timeOf(this.#watermark);
    if (newestMs === null) return { watermark: this.#watermark, tie: null };
    const fromMs = newestMs - this.#config.watermark.lookBackMs;
    // Any text that the database wrote will do as a beginning: it reads it back as what it was.
    let best: { readonly atMs: number; readonly watermark: string } | null = null;
    for (const { watermark } of this.#seen.values()) {
      const atMs = this.#timeOf(watermark);
      if (atMs === null) continue;
      const isBetter =
        best === null || (atMs <= fromMs ? best.atMs > fromMs || atMs > best.atMs : atMs < best.atMs);
      if (isBetter) best = { atMs, watermark };
    }
    return { watermark: best?.watermark ?? this.#watermark, tie: null };
  }

  /** What a row is compared with what was seen of its document and line. */
  judge(row: ViewRow): "new" | "changed" | "same" {
    const before = this.#seen.get(this.#keyOf(row));
    if (before === undefined) return "new";
    return before.digest === digestOf(row) ? "same" : "changed";
  }

  remember(row: ViewRow): void {
    const watermark = row[this.#config.watermark.column];
    if (watermark === null || watermark === undefined) return;
    const key = this.#keyOf(row);
    this.#seen.delete(key);
    this.#seen.set(key, { watermark, digest: digestOf(row) });
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= mostRows) break;
      this.#seen.delete(oldest);
    }
  }

  /** The last row of a page: the next round begins from there, or a little before. */
  reach(row: ViewRow): void {
    this.#watermark = row[this.#config.watermark.column] ?? this.#watermark;
  }

  position(): Json {
    return {
      watermark: this.#watermark,
      seen: [...this.#seen].map(([key, { watermark, digest }]) => [key, watermark, digest]),
    };
  }

  #keyOf(row: ViewRow): string {
    const { document, line } = this.#config.event.columns;
    return JSON.stringify([row[document] ?? "", line === undefined ? "" : (row[line] ?? "")]);
  }

  #timeOf(watermark: string): number | null {
    if (this.#config.watermark.kind !== "time") return null;
    return readTime(watermark, { format: "text", zone: this.#config.event.zone });
  }
}

function digestOf(row: ViewRow): string {
  return createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 16);
}
