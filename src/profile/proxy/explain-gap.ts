import { defineMessages, type Message } from "#kernel";
import type { ProxyItem } from "../proxy-balance.ts";
import { type Estimate, shareOf } from "./bounds.ts";

const words = defineMessages({
  otherDay: {
    zh: "报表为 {days} 天前的数，期间经营有变化",
    en: "The statement is of {days} days before; business went on since",
  },
  aboveBounds: {
    zh: "同期报表数高于设备、订单与流水所能支持的上限 {percent}：请核对是否多记",
    en: "The statement of that day is {percent} above the most that machines, orders and money support: was it overstated?",
  },
  belowBounds: {
    zh: "同期报表数低于设备、订单与流水所显示的下限 {percent}：可能少记或未入账",
    en: "The statement of that day is {percent} below the least that machines, orders and money show: was something left out?",
  },
  buildings: {
    zh: "报表含厂房、土地与运输工具，设备清单不含",
    en: "Statements include buildings, land and vehicles; the list of machines does not",
  },
  unconnected: { zh: "有设备尚未接入", en: "Some machines are not connected" },
  disposed: { zh: "设备清单中可能有已停用、已处置的设备", en: "The list may hold machines that are gone" },
  acceleratedDepreciation: {
    zh: "企业可能一次性税前扣除或加速折旧",
    en: "The enterprise may have written machines off at once",
  },
  untaxedSales: { zh: "部分销售未开票或未申报", en: "Some sales were not invoiced or not declared" },
  paperSales: {
    zh: "报表收入没有相应的交付、发票与用电",
    en: "Revenue without goods, invoices and energy behind it",
  },
  prepayments: {
    zh: "预收、预付款在报表中可能与往来相抵",
    en: "Statements may net advances against what is open",
  },
  cash: {
    zh: "有现金或个人账户收付，未见于对公流水",
    en: "Cash or private accounts, not in the company's statement",
  },
  badDebts: { zh: "已核销或计提坏账的部分，代理值仍计入", en: "Debts written off are still in the proxy" },
  valuation: { zh: "存货计价方法与跌价准备不同", en: "Other methods of valuing stock, or write-downs" },
  consigned: { zh: "寄售、外协存货不在盘点地点", en: "Consigned stock, or stock at subcontractors" },
});

/**
 * Why a statement and the proxy differ, most likely first. The two are compared on the statement's own day.
 * @param gap.onItsDay  the proxy as of the statement's day; null where the streams say nothing of that day
 */
export function explainGap(
  item: ProxyItem,
  declaredFen: bigint,
  {
    now,
    onItsDay,
    days,
    gapPpm,
  }: {
    readonly now: Estimate;
    readonly onItsDay: Estimate | null;
    readonly days: number;
    readonly gapPpm: number;
  },
): readonly Message[] {
  if (!isApart(declaredFen, now.valueFen, gapPpm)) return [];
  const beside = onItsDay ?? now;
  const reasons: Message[] = [];
  const isInside = declaredFen >= beside.lowFen && declaredFen <= beside.highFen;
  if (declaredFen > beside.highFen) {
    reasons.push(words.both("aboveBounds", { percent: percentOver(declaredFen, beside.highFen) }));
  }
  if (declaredFen < beside.lowFen) {
    reasons.push(words.both("belowBounds", { percent: percentOver(declaredFen, beside.lowFen) }));
  }
  if (days > 31 && (isInside || isApart(beside.valueFen, now.valueFen, gapPpm))) {
    reasons.push(words.both("otherDay", { days }));
  }
  const usual = (declaredFen > beside.valueFen ? whenDeclaredMore : whenDeclaredLess)[item] ?? [];
  return [...reasons, ...usual.map((key) => words.both(key))];
}

type Reason = keyof typeof words.messages;

const whenDeclaredMore: Partial<Record<ProxyItem, readonly Reason[]>> = {
  fixedAssetsFen: ["buildings", "unconnected"],
  inventoriesFen: ["consigned", "valuation"],
  receivablesFen: ["cash", "prepayments"],
  payablesFen: ["prepayments", "cash"],
  revenueFen: ["paperSales"],
};

const whenDeclaredLess: Partial<Record<ProxyItem, readonly Reason[]>> = {
  fixedAssetsFen: ["acceleratedDepreciation", "disposed"],
  inventoriesFen: ["valuation"],
  receivablesFen: ["badDebts", "prepayments", "cash"],
  payablesFen: ["cash", "prepayments"],
  revenueFen: ["untaxedSales"],
};

function isApart(left: bigint, right: bigint, gapPpm: number): boolean {
  const larger = left > right ? left : right;
  const apart = left > right ? left - right : right - left;
  return (shareOf(apart, larger) ?? 0) > gapPpm;
}

function percentOver(fen: bigint, bound: bigint): string {
  if (bound <= 0n) return "100 %";
  const apart = fen > bound ? fen - bound : bound - fen;
  return `${(apart * 100n + bound / 2n) / bound} %`;
}
