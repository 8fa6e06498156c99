import { defineMessages } from "#kernel";

/** What can be wrong, or worth a look, in a list of enterprises. */
export const listProblems = defineMessages({
  LIST_COLUMN_MISSING: { zh: "缺少列“{column}”", en: "The column {column} is missing" },
  LIST_EMPTY: { zh: "名单中没有企业", en: "There is no enterprise in the list" },
  LIST_CODE_MISSING: { zh: "没有企业代码", en: "The enterprise's code is missing" },
  LIST_CODE_REPEATED: {
    zh: "企业代码“{found}”与第 {row} 行重复",
    en: "The code {found} stands in row {row} already",
  },
  LIST_NAME_MISSING: { zh: "没有企业名称", en: "The enterprise's name is missing" },
  LIST_USCC_MALFORMED: {
    zh: "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）：“{found}”",
    en: "A unified social credit code has 18 digits or capital letters (without I, O, S, V, Z): {found}",
  },
  LIST_USCC_REPEATED: {
    zh: "统一社会信用代码“{found}”与第 {row} 行重复",
    en: "The unified social credit code {found} stands in row {row} already",
  },
  LIST_USCC_CHECK_DIGIT: {
    zh: "统一社会信用代码校验位为 {found}，应为 {expected}；可登记，请与营业执照核对",
    en: "The check digit of the unified social credit code is {found}, expected {expected}; it may be registered, compare it with the licence",
  },
  LIST_ENTERPRISE_OF_OTHERS: {
    zh: "在数据集“{dataset}”中，企业代码“{found}”属于其他机构登记的企业，或该数据集由其他机构建立；请核对统一社会信用代码，或改用自己的数据集名称",
    en: "In the data set {dataset} the code {found} belongs to an enterprise that another party registered, or the data set is another party's; check the unified social credit code, or use a data set of your own",
  },
  LIST_INDUSTRY_MALFORMED: {
    zh: "行业应为国民经济行业门类字母加代码，例如 C34：“{found}”",
    en: "The industry is a section letter with a code of GB/T 4754, for example C34: {found}",
  },
  LIST_NUMBER_MALFORMED: {
    zh: "{column}应为不小于零的数：“{found}”",
    en: "{column} is a number from zero up: {found}",
  },
  LIST_YEAR_MALFORMED: { zh: "年份应为四位数：“{found}”", en: "The year has four digits: {found}" },
  LIST_SIZE_UNKNOWN: {
    zh: "数据不足以划型（{industry}）",
    en: "The figures are not enough to tell the size ({industry})",
  },
});
