import { defineMessages } from "#kernel";

/** What can be wrong with an element, a collector, or a row of a workbook that registers them. */
export const deviceProblems = defineMessages({
  DEVICE_COLUMN_MISSING: { zh: "缺少列“{column}”", en: "The column {column} is missing" },
  DEVICE_VALUE_MISSING: { zh: "“{column}”不能为空", en: "{column} is missing" },
  DEVICE_VALUE_TOO_LONG: {
    zh: "“{column}”超过 {limit} 个字符",
    en: "{column} is longer than {limit} characters",
  },
  DEVICE_CODE_MALFORMED: {
    zh: "代码为 1 至 100 个字符，不含空白、/、+、#：“{found}”",
    en: "A code has 1 to 100 characters without spaces, /, + and #: {found}",
  },
  DEVICE_CODE_REPEATED: {
    zh: "代码“{found}”与工作表“{sheet}”第 {row} 行重复",
    en: "The code {found} stands in the sheet {sheet}, row {row} already",
  },
  DEVICE_ENTERPRISE_UNKNOWN: {
    zh: "企业代码“{found}”不在企业表中，也未在数据集“{dataset}”中登记",
    en: "The enterprise {found} is neither in the sheet of enterprises nor registered in the data set {dataset}",
  },
  DEVICE_KIND_UNKNOWN: {
    zh: "“{column}”应为以下之一：{expected}；实际为“{found}”",
    en: "{column} is one of {expected}; found {found}",
  },
  DEVICE_KIND_CHANGED: {
    zh: "“{code}”已登记为{found}，不能改为{kind}",
    en: "{code} is registered as {found} and does not become {kind}",
  },
  DEVICE_PARENT_UNKNOWN: {
    zh: "上级“{found}”不是该企业的要素",
    en: "The element {found} that it stands in is not one of this enterprise",
  },
  DEVICE_PARENT_KIND: {
    zh: "{kind}不能放在{parent}“{found}”之下",
    en: "{kind} does not stand in {parent} ({found})",
  },
  DEVICE_PARENT_CYCLE: { zh: "“{found}”的上级最终是它自己", en: "{found} stands in itself in the end" },
  DEVICE_MEDIUM_MISSING: {
    zh: "计量表须写明介质：电、气、水或热",
    en: "A meter says what it measures: electricity, gas, water or heat",
  },
  DEVICE_FIELD_OF_OTHER_KIND: {
    zh: "{kind}没有“{column}”这一项",
    en: "{kind} has no {column}",
  },
  DEVICE_DAY_MALFORMED: {
    zh: "“{column}”应为日期 YYYY-MM-DD：“{found}”",
    en: "{column} is a day, YYYY-MM-DD: {found}",
  },
  DEVICE_DAYS_REVERSED: {
    zh: "“{column}”早于开始日期 {from}",
    en: "{column} is before the first day, {from}",
  },
  DEVICE_NUMBER_MALFORMED: {
    zh: "“{column}”应为 {from} 到 {to} 之间的数：“{found}”",
    en: "{column} is a number from {from} to {to}: {found}",
  },
  DEVICE_PARAMETERS_MALFORMED: {
    zh: "参数应写成 名称=值，用分号分隔：“{found}”",
    en: "Parameters are written name=value, parted by semicolons: {found}",
  },
  DEVICE_HOLDER_MISSING: {
    zh: "有权利负担时须写明权利人和开始日期",
    en: "An encumbrance names its holder and first day",
  },
  DEVICE_ELEMENT_UNKNOWN: {
    zh: "采集的要素“{found}”不是该企业的要素",
    en: "The element {found} that is collected is not one of this enterprise",
  },
  DEVICE_COLLECTOR_REPEATED: {
    zh: "采集器“{found}”与第 {row} 行重复",
    en: "The collector {found} stands in row {row} already",
  },
  DEVICE_GATEWAY_UNKNOWN: {
    zh: "没有名称或编号为“{found}”的网关或采集器，或有多个同名",
    en: "No gateway or collector has the name or id {found}, or several have it",
  },
  DEVICE_GATEWAY_OTHER: {
    zh: "采集器“{found}”属于另一家企业",
    en: "The collector {found} is another enterprise's",
  },
  DEVICE_CLAIM_UNKNOWN: {
    zh: "要素“{found}”不是该企业的要素",
    en: "The element {found} is not one of this enterprise",
  },
  DEVICE_CLAIM_REPEATED: {
    zh: "代码“{found}”在该网关上与第 {row} 行重复",
    en: "The code {found} of this gateway stands in row {row} already",
  },
  DEVICE_SHEET_UNKNOWN: {
    zh: "未使用的工作表“{found}”；可用：{expected}",
    en: "The sheet {found} is not used; sheets are {expected}",
  },
  DEVICE_NOTHING: { zh: "工作簿中没有可登记的行", en: "There is nothing to register in the workbook" },
});

/** Names of the kinds of element. */
export const elementKindNames = defineMessages({
  site: { zh: "厂区", en: "site" },
  area: { zh: "车间", en: "area" },
  line: { zh: "产线", en: "line" },
  workCentre: { zh: "工作中心", en: "work centre" },
  machine: { zh: "设备", en: "machine" },
  meter: { zh: "计量表", en: "meter" },
  people: { zh: "人员", en: "people" },
  thing: { zh: "物料", en: "thing" },
  network: { zh: "网络", en: "network" },
});

/** Names of the fields of a twin that a problem may name. */
export const twinFieldNames = defineMessages({
  medium: { zh: "介质", en: "medium" },
  thing: { zh: "物料类别", en: "sort of thing" },
  network: { zh: "网络类别", en: "sort of network" },
  headcount: { zh: "人数", en: "headcount" },
  shift: { zh: "班次", en: "shift" },
  depreciation: { zh: "折旧方法", en: "depreciation" },
  lifeMonths: { zh: "使用年限", en: "life" },
  untilOn: { zh: "负担截止日", en: "last day of the encumbrance" },
});
