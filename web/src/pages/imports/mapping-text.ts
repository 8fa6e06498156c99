import type { Catalogue } from "../../i18n/language.tsx";

/** The sentences of the mapping editor. */
export const mappingText = {
  title: { zh: "{file}：各列是什么", en: "{file}: what its columns mean" },
  kind: { zh: "数据种类", en: "Kind of data" },
  statements: { zh: "银行流水", en: "Bank statement" },
  invoices: { zh: "发票", en: "Invoices" },
  documents: { zh: "业务单据", en: "Business documents" },
  readings: { zh: "能耗与设备读数", en: "Readings" },
  noColumn: { zh: "—（没有这一列）", en: "— (no such column)" },
  id: { zh: "映射编号（小写字母、数字、连字符）", en: "Id of the mapping (a-z, 0-9, hyphen)" },
  name: { zh: "映射名称", en: "Name" },
  namePlaceholder: { zh: "例如：某城商行企业网银流水", en: "for example: a city bank's statement" },
  save: { zh: "保存并用于此文件", en: "Save and use for this file" },
  saveNote: {
    zh: "保存后，列名相同的文件下次自动识别；同一编号再次保存是新版本",
    en: "Files with these columns are recognised from now on; saving the same id again makes a new version",
  },
  notYet: { zh: "选好必填列后，这里显示读出的结果", en: "Choose the columns marked * to see the rows read" },
} satisfies Catalogue;
