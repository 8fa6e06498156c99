import { type BusinessMonth, addDays, createRandom, formatYuan, monthOf } from "#kernel";
import type { SimulatedInvoice } from "../invoice.ts";
import type { WorkingRhythm } from "../working-rhythm.ts";
import type { PilotEnterprise } from "./pilot-plan.ts";
import type { Sheet } from "./statement-files.ts";

/** Orders and stock of an enterprise as its ERP exports them: 金蝶 for every other one, 用友 for the rest. */
export function businessFilesOf(
  enterprise: PilotEnterprise,
  trade: {
    readonly seed: string;
    readonly rhythm: WorkingRhythm;
    readonly sales: readonly SimulatedInvoice[];
    readonly index: number;
  },
): { readonly name: string; readonly sheet: Sheet }[] {
  const { code } = enterprise.plan;
  const isKingdee = trade.index % 2 === 0;
  return [
    {
      name: `${code}_${isKingdee ? "金蝶" : "用友"}销售订单.xlsx`,
      sheet: { title: [], header: orderHeader(isKingdee), rows: orderRows(enterprise, trade) },
    },
    {
      name: `${code}_收发存汇总.xlsx`,
      sheet: { title: [], header: stockHeader, rows: stockRows(enterprise, trade) },
    },
  ];
}

type Trade = Parameters<typeof businessFilesOf>[1];

function orderHeader(isKingdee: boolean): readonly string[] {
  const text = isKingdee
    ? "单据编号,日期,客户,物料编码,物料名称,单位,数量,价税合计"
    : "订单号,订单日期,客户名称,存货编码,存货名称,主计量,数量,价税合计";
  return text.split(",");
}

/** An order comes two to seven weeks before its invoice, and a few of them come to nothing. */
function orderRows({ plan }: PilotEnterprise, { seed, rhythm, sales }: Trade): string[][] {
  const random = createRandom(`${seed}/orders/${plan.code}`);
  const firstDay = rhythm.days[0] ?? "";
  return sales
    .filter(({ isVoid, netFen }) => netFen > 0 && (!isVoid || random.next() < 0.3))
    .map((invoice) => {
      const grossFen = invoice.netFen + invoice.taxFen;
      const product = 1 + random.integer(3);
      const unitFen = 12_000 * product;
      const day = addDays(rhythm.days[invoice.day] ?? "", -(14 + random.integer(35)));
      return { day: day < firstDay ? firstDay : day, invoice, grossFen, product, unitFen };
    })
    .sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0))
    .map(({ day, invoice, grossFen, product, unitFen }, index) => [
      `XS${day.replaceAll("-", "")}${String(index + 1).padStart(4, "0")}`,
      day,
      `模拟往来单位${invoice.counterparty}`,
      `P0${product}`,
      `${plan.industry.nameZh}产品${product}`,
      "件",
      String(Math.max(1, Math.round(grossFen / unitFen))),
      formatYuan(BigInt(grossFen)),
    ]);
}

const stockHeader =
  "会计期间,物料代码,物料名称,单位,期初结存数量,期初结存金额,本期收入数量,本期收入金额,本期发出数量,本期发出金额,期末结存数量,期末结存金额".split(
    ",",
  );

/** Finished goods by month: what is sold leaves at cost, what is made comes in a little ahead of it. */
function stockRows({ plan }: PilotEnterprise, { seed, rhythm, sales }: Trade): string[][] {
  const random = createRandom(`${seed}/stock/${plan.code}`);
  const unitCostFen = 9_000;
  let held = Math.max(20, Math.round(plan.monthlySalesInvoices * 30));
  return [...soldByMonth(rhythm, sales)].map(([month, soldFen]) => {
    const issued = Math.min(held * 3, Math.round((soldFen * 0.75) / unitCostFen));
    const made = Math.max(0, Math.round(issued * (0.92 + 0.18 * random.next())));
    const opening = held;
    const shipped = Math.min(issued, opening + made);
    held = opening + made - shipped;
    const amounts = [opening, made, shipped, held].flatMap((quantity) => [
      String(quantity),
      formatYuan(BigInt(quantity * unitCostFen)),
    ]);
    return [month, "P01", `${plan.industry.nameZh}产品`, "件", ...amounts];
  });
}

function soldByMonth(
  rhythm: WorkingRhythm,
  sales: readonly SimulatedInvoice[],
): ReadonlyMap<BusinessMonth, number> {
  const sums = new Map<BusinessMonth, number>(rhythm.days.map((day) => [monthOf(day), 0]));
  for (const { day, netFen, isVoid } of sales) {
    const month = monthOf(rhythm.days[day] ?? "");
    if (!isVoid) sums.set(month, (sums.get(month) ?? 0) + netFen);
  }
  return sums;
}
