import type { EvidenceClass } from "#collect";
import type { MachineWork, TracedDocument } from "#flow";
import type { Observations } from "./observations.ts";

type Reader = Pick<Observations, "query">;

type DocumentRow = Record<
  Exclude<
    keyof TracedDocument,
    "fromLots" | "line" | "ordinal" | "quantityMilli" | "amountFen" | "fromMs" | "toMs"
  >,
  string
> &
  Record<"quantityMilli" | "amountFen" | "fromMs" | "toMs", string | null> & {
    readonly line: number;
    readonly ordinal: number;
    readonly fromLots: readonly string[];
  };

/** Documents that orders and lots join, each in its newest version, in one query. */
export async function loadLinkedDocuments(
  reader: Reader,
  enterpriseId: string,
  position: number,
): Promise<TracedDocument[]> {
  const rows = await reader.query<DocumentRow>(
    `SELECT toString(kind) AS kind, number, line, toString(action) AS action, toString(on_day) AS day,
       if(at_ms > 0, at_ms, toInt64(toInt32(on_day)) * 86400000 - 28800000) AS atMs, order_id AS order, lot,
       from_lots AS fromLots, counterparty, item, toString(unit) AS unit, toString(quantity_milli) AS quantityMilli,
       toString(amount_fen) AS amountFen, toString(element) AS element, toString(from_ms) AS fromMs,
       toString(to_ms) AS toMs, toString(collector) AS collector, toString(evidence) AS evidence, origin,
       entry_index AS index, ordinal, platform_index AS platformIndex
     FROM business_document
     WHERE enterprise_id = {enterpriseId:String} AND platform_index < {position:UInt64}
       AND (order_id != '' OR lot != '' OR notEmpty(from_lots)
         OR kind IN ('salesOrder', 'purchaseOrder', 'workOrder', 'delivery', 'receiptOfGoods'))
     ORDER BY version DESC, atMs DESC, platform_index DESC, entry_index DESC, ordinal DESC
     LIMIT 1 BY kind, number, line
     LIMIT 200000`,
    { enterpriseId, position },
  );
  const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
  return rows
    .map((row) => ({
      ...row,
      evidence: row.evidence as EvidenceClass,
      atMs: Number(row.atMs),
      index: Number(row.index),
      platformIndex: Number(row.platformIndex),
      fromMs: numberOf(row.fromMs),
      toMs: numberOf(row.toMs),
    }))
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** Running time and electricity of machines in stretches of time, from their own readings. */
export async function loadWork(
  reader: Reader,
  enterpriseId: string,
  stretches: readonly { readonly element: string; readonly fromMs: number; readonly toMs: number }[],
  position: number,
): Promise<MachineWork[]> {
  if (stretches.length === 0) return [];
  const rows = await reader.query<Record<"place" | "runMs" | "energyWh" | "readings", string>>(
    `WITH arrayZip({elements:Array(String)}, {starts:Array(Int64)}, {ends:Array(Int64)},
       range(toUInt64(length({elements:Array(String)})))) AS stretches
     SELECT stretch.4 AS place, count() AS readings,
       sumIf(least(end_ms, stretch.3) - greatest(from_ms, stretch.2), channel = 'state' AND value = 2) AS runMs,
       sumIf(value, channel = 'energy_wh') + intDiv(sumIf((least(end_ms, stretch.3) - greatest(from_ms, stretch.2)) * value,
         channel = 'power_w' AND asset NOT IN (SELECT asset FROM reading
           WHERE enterprise_id = {enterpriseId:String} AND channel = 'energy_wh')), 3600000) AS energyWh
     FROM (
       SELECT toString(asset) AS asset, channel, value, from_ms,
         if(to_ms > from_ms, to_ms, least(from_ms + 600000, leadInFrame(from_ms, 1, from_ms) OVER (
           PARTITION BY asset, channel ORDER BY from_ms ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))) AS end_ms
       FROM reading
       WHERE enterprise_id = {enterpriseId:String} AND platform_index < {position:UInt64}
         AND has({elements:Array(String)}, toString(asset)) AND channel IN ('state', 'power_w', 'energy_wh')
         AND from_ms >= {firstMs:Int64} AND from_ms < {lastMs:Int64}
     )
     ARRAY JOIN arrayFilter(s -> s.1 = asset AND s.2 < greatest(end_ms, from_ms + 1) AND s.3 > from_ms, stretches) AS stretch
     GROUP BY place`,
    {
      enterpriseId,
      position,
      elements: stretches.map(({ element }) => element),
      starts: stretches.map(({ fromMs }) => fromMs),
      ends: stretches.map(({ toMs }) => toMs),
      firstMs: Math.min(...stretches.map(({ fromMs }) => fromMs)) - 600_000,
      lastMs: Math.max(...stretches.map(({ toMs }) => toMs)),
    },
  );
  const found = new Map(rows.map((row) => [Number(row.place), row]));
  return stretches.map((stretch, place) => ({
    ...stretch,
    runMs: Number(found.get(place)?.runMs ?? 0),
    energyWh: Number(found.get(place)?.energyWh ?? 0),
    readings: Number(found.get(place)?.readings ?? 0),
  }));
}
