import type { Catalogue } from "../../i18n/language.tsx";

export const couplingText = {
  title: { zh: "关联与耦合", en: "Association and coupling" },
  note: {
    zh: "订单 → 开工 → 用电 → 发货 → 开票 → 回款：后一流通常比前一流晚几周、一起变动的程度（相关系数与 95% 区间）。按平常工作日比较，不受春节影响。",
    en: "Orders → running → energy → deliveries → invoices → receipts: by how many weeks each follows the one before it, and how closely (correlation with its 95 % interval). Compared by ordinary working day, so the new year takes no part.",
  },
  none: {
    zh: "至少两流各有 40 周数据后才能判断。",
    en: "Two streams need 40 weeks each before anything can be said.",
  },
  lag: { zh: "滞后 {weeks} 周", en: "{weeks} wk later" },
  sameWeek: { zh: "同周", en: "Same week" },
  strength: { zh: "相关 {value}（{low} 至 {high}）", en: "r = {value} ({low} to {high})" },
  weak: { zh: "未见关联：区间含零", en: "No association: the interval has zero in it" },
  broken: { zh: "自 {day} 起失耦", en: "Decoupled since {day}" },
  holds: { zh: "仍耦合", en: "Still coupled" },
  basis: { zh: "{weeks} 周", en: "{weeks} weeks" },
} as const satisfies Catalogue;

export const streamNames = {
  orders: { zh: "订单", en: "Orders" },
  runRate: { zh: "开工", en: "Running" },
  energy: { zh: "用电", en: "Energy" },
  deliveries: { zh: "发货", en: "Deliveries" },
  invoices: { zh: "开票", en: "Invoices" },
  receipts: { zh: "回款", en: "Receipts" },
} as const;
