import type { BatchCounts, ParsedChurn, ParsedEnterprises, ProjectedBatch, ProjectedGroup } from "#collect";
import { bytesOf, encodeTexts } from "./native-format.ts";
import { type Block, blockOf } from "./projection-blocks.ts";

/** The kept rows of enterprise lists. */
export function enterpriseBlock({ batches }: ProjectedGroup): Block | null {
  const rows = batches.flatMap((entry, batch) =>
    entry.parsed.kind === "enterprises" ? keptOf(entry, entry.parsed, batch) : [],
  );
  return blockOf(rows.length, [
    { name: "batch", type: "UInt32", data: bytesOf(Uint32Array.from(rows, ({ batch }) => batch)) },
    { name: "ordinal", type: "UInt32", data: bytesOf(Uint32Array.from(rows, ({ row }) => row.ordinal)) },
    { name: "code", type: "String", data: encodeTexts(rows.map(({ row }) => row.code)) },
    { name: "name", type: "String", data: encodeTexts(rows.map(({ row }) => row.name)) },
    { name: "label", type: "String", data: encodeTexts(rows.map(({ row }) => row.label ?? "")) },
    { name: "bank_rating", type: "String", data: encodeTexts(rows.map(({ row }) => row.bankRating ?? "")) },
  ]);
}

function keptOf(entry: ProjectedBatch, { enterprises }: ParsedEnterprises, batch: number) {
  return enterprises.filter((_, i) => entry.isKept[i] === 1).map((row) => ({ batch, row }));
}

/** The kept rows of churn tables, one a rate and rating. */
export function churnBlock({ batches }: ProjectedGroup): Block | null {
  const rows = batches.flatMap((entry, batch) =>
    entry.parsed.kind === "churn" ? keptRates(entry, entry.parsed, batch) : [],
  );
  return blockOf(rows.length, [
    { name: "batch", type: "UInt32", data: bytesOf(Uint32Array.from(rows, ({ batch }) => batch)) },
    { name: "ordinal", type: "UInt32", data: bytesOf(Uint32Array.from(rows, ({ ordinal }) => ordinal)) },
    { name: "rate_ppm", type: "Int32", data: bytesOf(Int32Array.from(rows, ({ ratePpm }) => ratePpm)) },
    { name: "rating", type: "String", data: encodeTexts(rows.map(({ rating }) => rating)) },
    { name: "churn", type: "Float64", data: bytesOf(Float64Array.from(rows, ({ churn }) => churn)) },
  ]);
}

function keptRates(entry: ProjectedBatch, { rates }: ParsedChurn, batch: number) {
  return rates
    .filter((_, i) => entry.isKept[i] === 1)
    .flatMap(({ ordinal, ratePpm, A, B, C }) =>
      Object.entries({ A, B, C }).map(([rating, churn]) => ({ batch, ordinal, ratePpm, rating, churn })),
    );
}

/** What became of the rows of each batch of the group. */
export function batchBlock({ batches }: ProjectedGroup): Block | null {
  const counts = (pick: (counts: BatchCounts) => number): Uint8Array =>
    bytesOf(Uint32Array.from(batches, (batch) => pick(batch.counts)));
  const texts = (pick: (batch: ProjectedBatch) => string): Uint8Array => encodeTexts(batches.map(pick));
  return blockOf(batches.length, [
    { name: "batch", type: "UInt32", data: bytesOf(Uint32Array.from(batches, (_, i) => i)) },
    { name: "file", type: "String", data: texts(({ file }) => file) },
    { name: "kind", type: "String", data: texts(({ parsed }) => parsed.kind) },
    { name: "dataset", type: "String", data: texts(({ dataset }) => dataset) },
    { name: "enterprise_code", type: "String", data: texts(({ enterpriseCode }) => enterpriseCode) },
    { name: "read", type: "UInt32", data: counts(({ read }) => read) },
    { name: "stored", type: "UInt32", data: counts(({ stored }) => stored) },
    { name: "duplicates", type: "UInt32", data: counts(({ duplicates }) => duplicates) },
    { name: "quarantined", type: "UInt32", data: counts(({ quarantined }) => quarantined) },
    {
      name: "amounts_do_not_add_up",
      type: "UInt32",
      data: counts(({ amountsDoNotAddUp }) => amountsDoNotAddUp),
    },
    { name: "number_reused", type: "UInt32", data: counts(({ numberReused }) => numberReused) },
    { name: "merged_lines", type: "UInt32", data: counts(({ mergedLines }) => mergedLines) },
    { name: "corrected", type: "UInt32", data: counts(({ corrected }) => corrected) },
    { name: "first_day", type: "String", data: texts(({ firstDay }) => firstDay ?? "") },
    { name: "last_day", type: "String", data: texts(({ lastDay }) => lastDay ?? "") },
  ]);
}
