import { join } from "node:path";
import type { Observations } from "#adapters/clickhouse";

const files = [
  ["a1_purchase_invoices", "purchase", "销方单位代号"],
  ["a1_sales_invoices", "sale", "购方单位代号"],
  ["a2_purchase_invoices", "purchase", "销方单位代号"],
  ["a2_sales_invoices", "sale", "购方单位代号"],
] as const;

/**
 * Loads the four invoice files by ClickHouse's own reader, without log, quarantine or flags: what a bare
 * loader costs, and quick test data. Duplicates are removed, so the row counts are those of an import.
 */
export async function loadByOwnReader(
  observations: Observations,
  folder: string,
  dataset: string,
): Promise<void> {
  for (const [index, [file, direction, counterparty]] of files.entries()) {
    await observations.execute(
      `INSERT INTO invoice (enterprise_id, direction, number, issued_on, counterparty, net_fen, tax_fen, gross_fen, is_void,
         flags, received_at_ms, origin, entry_index, ordinal, platform_index) SELECT
         concat('ent_', substring(lower(hex(SHA256(concat('dataset:', {dataset:String}, '\\n', \`企业代号\`)))), 1, 20)),
         {direction:String}, lpad(\`发票号码\`, 8, '0'), toDate32(parseDateTime(\`开票日期\`, '%Y/%c/%e')),
         \`${counterparty}\`, toInt64(toDecimal64(\`金额\`, 2) * 100) AS net, toInt64(toDecimal64(\`税额\`, 2) * 100) AS tax,
         toInt64(toDecimal64(\`价税合计\`, 2) * 100) AS gross, trim(\`发票状态\`) = '作废发票' AS is_void,
         net + tax != gross, 0, concat('own-reader/', \`企业代号\`), {index:UInt64}, rowNumberInAllBlocks(), {index:UInt64}
       FROM file({path:String}, 'CSVWithNames', '\`企业代号\` String, \`发票号码\` String, \`开票日期\` String, \`${counterparty}\` String, \`金额\` String, \`税额\` String, \`价税合计\` String, \`发票状态\` String')
       LIMIT 1 BY \`企业代号\`, lpad(\`发票号码\`, 8, '0'), \`开票日期\`, \`${counterparty}\`, net, tax, gross, is_void`,
      { dataset, direction, index, path: join(folder, `${file}.csv.gz`) },
    );
  }
  await observations.execute("INSERT INTO projector_position VALUES ('observations', 4)");
}
