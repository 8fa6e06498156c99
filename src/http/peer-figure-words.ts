import type { PeerFigure } from "#crosscheck";
import type { Message } from "#kernel";

interface PeerFigureWords {
  readonly name: Message;
  readonly unit: "share" | "wattHoursPerYuan" | "yuan";
  readonly higherIsBetter: boolean;
}

/** How a page names the figures of a comparison, and which way is better. */
export const peerFigureWords: Readonly<Record<PeerFigure, PeerFigureWords>> = {
  runShare: {
    name: { zh: "开机运行占比", en: "Share of time running" },
    unit: "share",
    higherIsBetter: true,
  },
  goodShare: { name: { zh: "良品率", en: "Good parts" }, unit: "share", higherIsBetter: true },
  energyWhPerYuan: {
    name: { zh: "每元销售耗电", en: "Energy per yuan sold" },
    unit: "wattHoursPerYuan",
    higherIsBetter: false,
  },
  salesGrowth: { name: { zh: "销售增长", en: "Sales growth" }, unit: "share", higherIsBetter: true },
  largestCustomerShare: {
    name: { zh: "最大客户占比", en: "Largest customer's share" },
    unit: "share",
    higherIsBetter: false,
  },
  onTimeShare: { name: { zh: "按期交货率", en: "Delivered on time" }, unit: "share", higherIsBetter: true },
  salesYuanPerHead: { name: { zh: "人均销售", en: "Sales per head" }, unit: "yuan", higherIsBetter: true },
};
