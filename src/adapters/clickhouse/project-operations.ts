import type { ProjectedGroup } from "#collect";
import type { StreamName } from "#operations";
import { type BlockParameters, type BlockTarget, insertBlock } from "./insert-block.ts";
import { operatingBlock, operatingDocumentBlock } from "./operating-blocks.ts";
import { projectPacks } from "./operating-packs.ts";

const enterpriseId = "arrayElement({enterpriseIds:Array(String)}, batch + 1)";
const orNull = (name: string): string => `if(has_${name} = 1, ${name}, NULL)`;
const day = (name: string): string => `toDate32(toInt32(${name}))`;

/** Streams with a table of their own, and those that share one with other sources. */
const insertions = {
  machineDays: {
    table: "machine_day",
    columns: `enterprise_id, asset, on_day, run_minutes, idle_minutes, alarm_minutes, known_minutes, good_count,
      reject_count, scrap_count, energy_wh, evidence, fingerprint`,
    values: `${enterpriseId}, asset, ${day("day")}, runMinutes, idleMinutes, alarmMinutes, knownMinutes, goodCount,
      rejectCount, scrapCount, ${orNull("energyWh")}, evidence, fingerprint`,
  },
  meterDays: {
    table: "meter_day",
    columns: `enterprise_id, asset, on_day, medium, quantity, night_quantity, peak_watt, known_minutes, evidence,
      fingerprint`,
    values: `${enterpriseId}, asset, ${day("day")}, medium, quantity, ${orNull("nightQuantity")}, ${orNull("peakWatt")},
      knownMinutes, evidence, fingerprint`,
  },
  collectorDays: {
    table: "collector_day",
    columns: `enterprise_id, collector, on_day, readings, late, repeated, clock_jumps, most_skew_seconds, gap_minutes,
      evidence, fingerprint`,
    values: `${enterpriseId}, collector, ${day("day")}, readings, late, repeated, clockJumps, mostSkewSeconds,
      gapMinutes, evidence, fingerprint`,
  },
  workforce: {
    table: "workforce_day",
    columns: "enterprise_id, on_day, headcount, present, shifts, work_minutes, fingerprint",
    values: `${enterpriseId}, ${day("day")}, headcount, present, shifts, workMinutes, fingerprint`,
  },
  invoices: {
    table: "invoice",
    columns: `enterprise_id, direction, number, issued_on, counterparty, net_fen, tax_fen, gross_fen, is_void, flags,
      red_of, order_id, fingerprint`,
    values: `${enterpriseId}, direction, number, ${day("onDay")}, counterparty, netFen, taxFen, grossFen, isVoid, flags,
      redOf, orderNumber, greatest(fingerprint, 1)`,
  },
  payments: {
    table: "statement_line",
    columns: `enterprise_id, account, posted_on, clock, amount_fen, balance_fen, counterparty, counterparty_account,
      counterparty_bank, summary, purpose, serial, flags, time_order, fingerprint, reference`,
    values: `${enterpriseId}, account, ${day("onDay")}, -1, amountFen, ${orNull("balanceFen")}, counterparty, '', '', '',
      purpose, '', 0, ordinal, fingerprint, reference`,
  },
} as const satisfies Partial<
  Record<StreamName, { readonly table: string; readonly columns: string; readonly values: string }>
>;

const documents = {
  table: "business_document",
  columns: `enterprise_id, stream, kind, number, line, on_day, counterparty, item_code, item, measure, quantity_milli,
    unit, amount_fen, text, source, flags, fingerprint, action, order_id, place, due_on, details`,
  values: `${enterpriseId}, stream, kind, number, 1, toDate32(day), counterparty, '', item, measure,
    ${orNull("quantity")}, '', ${orNull("amount")}, text, 'operations', 0, fingerprint, action, order_id, place,
    if(has_due = 1, ${day("due")}, NULL), details`,
} as const;

/** Stores the rows of operating streams of a group; the tokens are told from those of other sources by their end. */
export async function projectOperations(
  target: BlockTarget,
  group: ProjectedGroup,
  parameters: BlockParameters,
): Promise<void> {
  if (!group.batches.some(({ parsed }) => parsed.kind === "operations")) return;
  const named = { ...parameters, token: `${parameters.token}:operations` };
  for (const [stream, insertion] of Object.entries(insertions)) {
    const block = operatingBlock(group, stream as StreamName);
    await insertBlock(target, { ...insertion, where: "WHERE is_kept = 1" }, block, named);
  }
  await insertBlock(target, documents, operatingDocumentBlock(group), named);
  await projectPacks(target, group, named);
}
