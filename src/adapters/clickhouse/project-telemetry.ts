import type { ProjectedTelemetry } from "#collect";
import { type BlockTarget, insertBlock } from "./insert-block.ts";
import {
  telemetryBatchBlock,
  telemetryEventBlock,
  telemetryGapBlock,
  telemetryProblemBlock,
  telemetryReadingBlock,
} from "./telemetry-blocks.ts";

const of = (name: string): string => `arrayElement({${name}:Array(String)}, batch + 1)`;
const orNull = (value: string): string => `if(has_${value} = 1, ${value}, NULL)`;
const textsOf = (value: string): string => `JSONExtract(${value}, 'Array(String)')`;

const insertions = {
  reading: {
    table: "reading",
    columns: `enterprise_id, asset, channel, from_ms, to_ms, value, fingerprint, collector, element_id, evidence, flags`,
    values: `${of("enterpriseIds")}, asset, channel, from_ms, to_ms, value, fingerprint, ${of("collectors")}, element_id,
      ${of("evidences")}, flags`,
  },
  document: {
    table: "business_document",
    columns: `enterprise_id, kind, number, line, on_day, counterparty, item_code, item, measure, quantity_milli, unit,
      amount_fen, text, source, flags, fingerprint, at_ms, action, version, order_id, lot, from_lots, element, element_id,
      from_ms, to_ms, collector, evidence`,
    values: `${of("enterpriseIds")}, kind, number, line, toDate32(day), counterparty, '', item, '', ${orNull("quantity")},
      unit, ${orNull("amount")}, '', ${of("collectors")}, 0, fingerprint, at_ms, action, version, order_id, lot,
      ${textsOf("from_lots")}, element, element_id, ${orNull("from_ms")}, ${orNull("to_ms")}, ${of("collectors")},
      ${of("evidences")}`,
  },
  quarantine: {
    table: "quarantine",
    columns: "file, row, field, code, parameters, raw, enterprise_id",
    values: `${of("collectors")}, row, field, code, parameters, raw, ${of("enterpriseIds")}`,
  },
  gap: {
    table: "telemetry_gap",
    columns: "enterprise_id, collector, from_ms, to_ms, reason, elements, readings",
    values: `${of("enterpriseIds")}, ${of("collectors")}, from_ms, to_ms, reason, ${textsOf("elements")}, ${orNull("readings")}`,
  },
  batch: {
    table: "telemetry_batch",
    columns: `enterprise_id, collector, key, epoch, sequence, via, evidence, rows, received, stored, duplicates,
      quarantined, first_ms, last_ms, flags, skew_ms`,
    values: `${of("enterpriseIds")}, ${of("collectors")}, key, ${orNull("epoch")}, ${orNull("sequence")}, via,
      ${of("evidences")}, rows, received, stored, duplicates, quarantined, ${orNull("first_ms")}, ${orNull("last_ms")}, flags,
      ${orNull("skew_ms")}`,
    isOfEntries: true,
  },
} as const;

/** Stores what collectors sent in a group of leaves; the tokens are told from those of files by their end. */
export async function projectTelemetry(
  target: BlockTarget,
  leaves: string,
  telemetry: readonly ProjectedTelemetry[],
): Promise<void> {
  if (telemetry.length === 0) return;
  const parameters = {
    token: `${leaves}:telemetry`,
    platformIndexes: telemetry.map(({ platformIndex }) => platformIndex),
    received: telemetry.map(({ receivedAtMs }) => receivedAtMs),
    origins: telemetry.map(({ origin }) => origin),
    indexes: telemetry.map(({ entryIndex }) => entryIndex),
    enterpriseIds: telemetry.map(({ enterpriseId }) => enterpriseId),
    collectors: telemetry.map(({ collector }) => collector),
    evidences: telemetry.map(({ evidence }) => evidence),
  };
  await insertBlock(target, insertions.reading, telemetryReadingBlock(telemetry), parameters);
  await insertBlock(target, insertions.document, telemetryEventBlock(telemetry), parameters);
  await insertBlock(target, insertions.quarantine, telemetryProblemBlock(telemetry), parameters);
  await insertBlock(target, insertions.gap, telemetryGapBlock(telemetry), parameters);
  await insertBlock(target, insertions.batch, telemetryBatchBlock(telemetry), parameters);
}
