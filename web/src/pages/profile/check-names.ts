import type { Phrase } from "../../i18n/language.tsx";

/** Checks that may find more than one kind of contradiction; the others are called by the one that they find. */
export const checkNames: Readonly<Record<string, Phrase>> = {
  sensorHealth: { zh: "传感器是否正常", en: "Sensors in order" },
  machineEnergy: { zh: "单台能耗与产量", en: "Each machine's energy and output" },
  plantEnergy: { zh: "全厂用电与开机", en: "The plant's energy and running hours" },
  clock: { zh: "时钟与顺序", en: "Clock and sequence" },
  handEntries: { zh: "手工录入的数字", en: "Figures entered by hand" },
  goods: { zh: "物料、产量、入库、发货", en: "Material, output, receipts, deliveries" },
  workforce: { zh: "用工、班次与产量", en: "People, shifts and output" },
  documents: { zh: "发货与发票", en: "Deliveries and invoices" },
  settlement: { zh: "发票与收付款", en: "Invoices and payments" },
  stock: { zh: "库存滚动（期初＋入库－发出＝期末）", en: "Stock rolled forward" },
  reversals: { zh: "开票后红冲", en: "Invoices reversed" },
  rings: { zh: "循环交易", en: "Circular trade" },
  pledges: { zh: "应收账款质押与收款人", en: "Pledged receivables and payees" },
  loans: { zh: "一单多贷", en: "Several loans on one order" },
  declared: { zh: "申报与实测", en: "Declared and sensed" },
};

/** Why a check could not be made. */
export const notComputableReasons: Readonly<Record<string, Phrase>> = {
  noData: { zh: "没有这类数据", en: "no such data" },
  tooShort: { zh: "数据时间太短", en: "too short a history" },
  noNeighbours: { zh: "没有可比的其他企业", en: "no other enterprises to compare with" },
  noBaseline: { zh: "没有可作基准的时段", en: "no stretch to measure against" },
  noDocuments: { zh: "没有相应单据", en: "no such documents" },
};
