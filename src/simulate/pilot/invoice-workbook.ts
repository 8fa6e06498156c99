import { createRandom, formatYuan } from "#kernel";
import type { SimulatedInvoice } from "../invoice.ts";
import type { WorkingRhythm } from "../working-rhythm.ts";
import type { PilotEnterprise } from "./pilot-plan.ts";
import type { Sheet } from "./statement-files.ts";

const header =
  "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,税收分类编码,特定业务类型,货物或应税劳务名称,规格型号,单位,数量,单价,金额,税率,税额,价税合计,发票来源,发票票种,发票状态,是否正数发票,发票风险等级,开票人,备注".split(
    ",",
  );

/**
 * The issued invoices of an enterprise as the tax bureau's 信息汇总表: one row a line, so that an invoice of two lines
 * stands there twice; a reversed one says so, and its red invoice names it.
 */
export function invoiceWorkbookOf(
  { plan, socialCreditCode }: PilotEnterprise,
  trade: {
    readonly seed: string;
    readonly rhythm: WorkingRhythm;
    readonly sales: readonly SimulatedInvoice[];
  },
): Sheet {
  const random = createRandom(`${trade.seed}/workbook/${plan.code}`);
  const blueOf = blueInvoices(trade.sales);
  const reversed = new Set(blueOf.values());
  const rows = trade.sales.flatMap((invoice, index) => {
    const blue = blueOf.get(index);
    const day = trade.rhythm.days[invoice.day] ?? "";
    const status = invoice.isVoid
      ? "作废"
      : blue !== undefined
        ? "红字"
        : reversed.has(index)
          ? "已红冲-全额"
          : "正常";
    const remark = blue === undefined ? "" : `被红冲蓝字数电发票号码：${numberOf(blue)}`;
    const lines = blue === undefined && random.next() < 0.4 ? 2 : 1;
    return splitInvoice(invoice, lines).map(({ netFen, taxFen }, line) => [
      "",
      "",
      "",
      numberOf(index),
      socialCreditCode,
      plan.name,
      buyerCode(invoice.counterparty),
      `模拟往来单位${invoice.counterparty}`,
      `${day} 10:00:00`,
      "1090000000000000000",
      "",
      `*${plan.industry.nameZh}*产品${line + 1}`,
      "",
      "件",
      "1",
      formatYuan(BigInt(netFen)),
      formatYuan(BigInt(netFen)),
      invoice.netFen === 0 ? "" : `${Math.round((invoice.taxFen / invoice.netFen) * 100)}%`,
      formatYuan(BigInt(taxFen)),
      formatYuan(BigInt(netFen + taxFen)),
      "电子发票服务平台",
      "数电票（增值税专用发票）",
      status,
      invoice.netFen < 0 ? "否" : "是",
      "正常",
      "模拟开票人",
      remark,
    ]);
  });
  return { title: [], header, rows: rows.map((row, index) => [String(index + 1), ...row.slice(1)]) };
}

/** Which earlier invoice a red one reverses: the same buyer and amount, the newest that is not reversed yet. */
function blueInvoices(sales: readonly SimulatedInvoice[]): ReadonlyMap<number, number> {
  const open = new Map<string, number[]>();
  const blueOf = new Map<number, number>();
  sales.forEach(({ counterparty, netFen, isVoid }, index) => {
    if (isVoid) return;
    const key = `${counterparty}/${Math.abs(netFen)}`;
    if (netFen > 0) {
      open.set(key, [...(open.get(key) ?? []), index]);
      return;
    }
    const blue = open.get(key)?.pop();
    if (blue !== undefined) blueOf.set(index, blue);
  });
  return blueOf;
}

function splitInvoice(
  { netFen, taxFen }: SimulatedInvoice,
  lines: number,
): { readonly netFen: number; readonly taxFen: number }[] {
  if (lines === 1) return [{ netFen, taxFen }];
  const first = { netFen: Math.round(netFen * 0.6), taxFen: Math.round(taxFen * 0.6) };
  return [first, { netFen: netFen - first.netFen, taxFen: taxFen - first.taxFen }];
}

function numberOf(index: number): string {
  return `99${String(26_000_000_000_000_000n + BigInt(index))}`.padStart(20, "9");
}

function buyerCode(counterparty: string): string {
  return `91990000${counterparty.padEnd(10, "0").slice(0, 10)}`;
}
