import { defineDesignChoice, defineParameter } from "#kernel";

/** Named numbers behind the indicators over operating streams. */
export const operatingParameters = {
  shiftHours: defineDesignChoice("indicators.operating.shift-hours", 8, "h", {
    zh: "每班计划时间",
    en: "Planned hours of a shift",
  }),
  completeShare: defineDesignChoice("indicators.operating.complete-share", 0.9, "ratio", {
    zh: "当日已知时间达到此比例才算完整的一天",
    en: "Share of a day that must be known for the day to count as complete",
  }),
  newDeviceDays: defineDesignChoice("indicators.operating.new-device-days", 365, "d", {
    zh: "投产不超过此天数的设备算新设备",
    en: "Days since it went into service up to which a machine is a new one",
  }),
  longOpenDays: defineDesignChoice("indicators.operating.long-open-days", 90, "d", {
    zh: "应收账款超过此天数算长账龄",
    en: "Days from which an open invoice is an old one",
  }),
  slowStockDays: defineDesignChoice("indicators.operating.slow-stock-days", 182, "d", {
    zh: "此天数内没有出库的成品算呆滞",
    en: "Days without a delivery from which finished goods are slow-moving",
  }),
  electricityCoal: defineParameter({
    id: "indicators.operating.coal-per-kwh",
    value: 0.1229,
    unit: "kgce/kWh",
    effectiveFrom: "2021-04-01",
    origin: "rule",
    zh: "电力当量折标准煤系数（GB/T 2589-2020 附录 A，条文未核对）",
    en: "Standard coal equivalent of electricity (GB/T 2589-2020 annex A; text not checked)",
  }),
  gasCoal: defineParameter({
    id: "indicators.operating.coal-per-gas",
    value: 1.33,
    unit: "kgce/m3",
    effectiveFrom: "2021-04-01",
    origin: "rule",
    zh: "天然气折标准煤系数上限（GB/T 2589-2020 附录 A 为 1.1–1.33，条文未核对）",
    en: "Standard coal equivalent of natural gas, upper value (1.1–1.33 in GB/T 2589-2020 annex A; text not checked)",
  }),
  wageWords: defineParameter({
    id: "indicators.operating.wage-words",
    value: "工资|薪|wage|salary|payroll",
    unit: "",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "用途含这些词的付款算工资",
    en: "Payments whose purpose has one of these words are wages",
  }),
  debtWords: defineParameter({
    id: "indicators.operating.debt-words",
    value: "还款|还本|还贷|付息|利息|贷款|借款|loan|interest|repay",
    unit: "",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "用途含这些词的收款算借入，付给贷款机构的算还本付息；付给其他人的不算",
    en: "Receipts whose purpose has one of these words are borrowed, payments to a lender are debt service; to anybody else they are not",
  }),
  lenderWords: defineParameter({
    id: "indicators.operating.lender-words",
    value: "银行|信用社|农商|小额贷款|小贷|财务公司|融资租赁|担保|bank",
    unit: "",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "户名含这些词的算贷款机构",
    en: "Accounts whose name has one of these words are lenders",
  }),
  usualWords: defineParameter({
    id: "indicators.operating.usual-words",
    value: "税|社保|公积金|电费|水费|燃气|租|tax|social|rent|electric|utilit|gas|water",
    unit: "",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "用途含这些词的付款算税费、社保、能源与租金",
    en: "Payments whose purpose has one of these words are taxes, social insurance, energy and rent",
  }),
};
