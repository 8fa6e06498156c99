import type { Catalogue } from "../../i18n/language.tsx";

export const importText = {
  title: { zh: "批量登记", en: "Register many" },
  note: {
    zh: "一个工作簿登记企业、场所、设备、计量表、采集器和网关设备。先检查，有一行出错则全部不登记；重复提交不会重复登记。",
    en: "One workbook registers enterprises, places, machines, meters, collectors and the devices behind gateways. It is checked first; one wrong row and nothing is registered; the same again registers nothing twice.",
  },
  template: { zh: "下载模板", en: "Download the template" },
  dataset: { zh: "数据集名称", en: "Data set" },
  datasetNote: { zh: "企业代码在此数据集中唯一。", en: "The enterprises' codes are unique within it." },
  drop: { zh: "把工作簿拖到这里，或", en: "Drop the workbook here, or" },
  choose: { zh: "选择文件", en: "choose a file" },
  checking: { zh: "正在检查 {name} …", en: "Checking {name} …" },
  registering: {
    zh: "正在登记 {name}，数千行约需半分钟 …",
    en: "Registering {name}; some thousand rows take about half a minute …",
  },
  right: {
    zh: "检查通过：可以登记。",
    en: "Nothing is wrong: it can be registered.",
  },
  wrong: { zh: "{count} 处错误，未登记任何内容", en: "{count} problems; nothing was registered" },
  warnings: { zh: "{count} 处提示", en: "{count} notes" },
  register: { zh: "登记", en: "Register" },
  sheet: { zh: "工作表", en: "Sheet" },
  row: { zh: "行", en: "Row" },
  column: { zh: "列", en: "Column" },
  problem: { zh: "说明", en: "What is wrong" },
  rows: { zh: "行数", en: "Rows" },
  enterprises: { zh: "企业", en: "Enterprises" },
  sites: { zh: "场所", en: "Places" },
  elements: { zh: "设备与要素", en: "Machines and other elements" },
  meters: { zh: "计量表", en: "Meters" },
  collectors: { zh: "采集器", en: "Collectors" },
  claims: { zh: "网关设备", en: "Devices behind gateways" },
  done: {
    zh: "已登记 {enterprises} 家企业、{elements} 个要素（另 {changed} 个有变更，{unchanged} 个无变化）、{collectors} 个采集器，认领 {claims} 台网关设备。",
    en: "Registered {enterprises} enterprises, {elements} elements ({changed} more changed, {unchanged} unchanged) and {collectors} collectors; claimed {claims} devices behind gateways.",
  },
  codes: {
    zh: "{codes} 个采集器登记码和 {invitations} 条企业主登录链接，只在这个文件中：",
    en: "{codes} enrolment codes and {invitations} links for owners are in this file and nowhere else:",
  },
  saveCodes: { zh: "保存登记码文件", en: "Save the file of codes" },
  saved: {
    zh: "文件已保存。登记码只显示这一次。",
    en: "The file is saved. The codes are shown this once.",
  },
  more: { zh: "另有 {count} 处未列出", en: "{count} more are not listed" },
} satisfies Catalogue;
