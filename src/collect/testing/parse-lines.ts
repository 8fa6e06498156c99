import type { Layout } from "../layout.ts";
import { builtInMappings, type Mapping } from "../mapping.ts";
import { parseBatch } from "../parse-batch.ts";
import type { ParsedReadings } from "../parsed.ts";

/** A built-in mapping. */
export const mappingOf = (id: string): Mapping => {
  const mapping = builtInMappings().find((one) => one.id === id);
  if (mapping === undefined) throw new Error(`no mapping ${id}`);
  return mapping;
};

/** Parses lines as one batch of readings of a known enterprise. */
export function parseLines(
  mapping: Mapping,
  columns: readonly string[],
  lines: readonly string[],
): ParsedReadings {
  const layout: Layout = {
    id: mapping.id,
    kind: "readings",
    mapping,
    columns,
    format: mapping.format,
    delimiter: ",",
    encoding: "utf-8",
  };
  const rows = lines.map((line) => Buffer.from(`${line}\n`, "utf8"));
  const ends = Uint32Array.from(
    rows,
    (
      (end) => (one: Uint8Array) =>
        (end += one.length)
    )(0),
  );
  return parseBatch(
    layout,
    { bytes: Buffer.concat(rows), ends },
    { notes: [], isOwnerMissing: false },
  ) as ParsedReadings;
}

/** Readings as a person would write them down. */
export const readingsOf = (parsed: ParsedReadings) =>
  Array.from(parsed.values, (value, i) => ({
    asset: parsed.assets[parsed.assetIndexes[i] ?? 0],
    channel: parsed.channels[parsed.channelIndexes[i] ?? 0],
    from: new Date(parsed.fromMs[i] ?? 0).toISOString(),
    to: new Date(parsed.toMs[i] ?? 0).toISOString(),
    value,
  }));
