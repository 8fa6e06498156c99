import { emptyRows } from "../facts.ts";
import type { OperatingRows, Sighted, StreamName, StreamRows } from "../rows.ts";
import { enterpriseField, fieldsOf, type StreamField } from "../stream-fields.ts";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const firstDay = 19_723;

/**
 * Rows of one enterprise in any of the streams, with every field at random; no two are alike. `platformIndex` is the
 * number of the delivery, 0 to `deliveries` − 1: a month of 30 days each, some rows one or two deliveries late.
 */
export function randomRows(random: Random, deliveries: number, rowsAStream: number): OperatingRows {
  const rows = emptyRows() as unknown as Record<StreamName, Sighted<StreamRows[StreamName]>[]>;
  let serial = 0;
  for (const stream of Object.keys(rows) as StreamName[]) {
    for (let i = 0; i < rowsAStream; i++) {
      const day = firstDay + Math.floor(random() * 30 * deliveries);
      const due = Math.floor((day - firstDay) / 30);
      const late = random() < 0.2 ? 1 + Math.floor(random() * 2) : 0;
      serial += 1;
      const row: Record<string, unknown> = {};
      for (const [name, field] of fieldsOf(stream)) row[name] = valueOf(name, field, { random, day, serial });
      const platformIndex = Math.min(deliveries - 1, due + late);
      rows[stream].push({ ...row, platformIndex } as unknown as Sighted<StreamRows[StreamName]>);
    }
    // As they are delivered, one delivery after the other.
    rows[stream].sort((a, b) => a.platformIndex - b.platformIndex);
  }
  return rows as unknown as OperatingRows;
}

function valueOf(
  name: string,
  { kind, isOptional, words }: StreamField,
  { random, day, serial }: { readonly random: Random; readonly day: number; readonly serial: number },
): unknown {
  const whole = (below: number): number => Math.floor(random() * below);
  switch (kind) {
    case "text":
      // Machines, meters and collectors are few, so that days come in parts.
      if (name === "asset" || name === "collector") return `M-${whole(3)}`;
      if (isOptional) return ["", "甲公司", `a,"b"`, `N${serial}`, "x y"][whole(5)];
      return `N${serial}`;
    case "word":
      return words[whole(words.length)];
    case "truth":
      return random() < 0.3;
    case "day":
      if (name === "onDay" || name === "day") return day;
      return isOptional && random() < 0.3 ? null : day + whole(40);
    case "whole":
      return isOptional && random() < 0.3 ? null : whole(3) === 0 ? serial : whole(1e9) * 1000 + serial;
    case "fen":
      return isOptional && random() < 0.3 ? null : BigInt(whole(1e12)) - BigInt(whole(2)) * 10n ** 12n;
  }
}

/** A row as a line of a delivery's table. */
export function lineOf(code: string, stream: StreamName, row: StreamRows[StreamName]): string {
  const cells = row as unknown as Readonly<Record<string, string | number | bigint | boolean | null>>;
  return [code, ...fieldsOf(stream).map(([name, field]) => cellOf(field, cells[name] ?? null))].join(",");
}

/** The header of a stream's table. */
export function headerOf(stream: StreamName): string {
  return [enterpriseField, ...fieldsOf(stream).map(([name]) => name)].join(",");
}

function cellOf({ kind }: StreamField, value: string | number | bigint | boolean | null): string {
  if (value === null) return "";
  if (kind === "day") return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
  if (kind === "truth") return value === true ? "1" : "0";
  const text = String(value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
