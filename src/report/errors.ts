import { defineFaults } from "#kernel";

/** The error codes of the report room. */
export const reportFaults = defineFaults({
  REPORT_TEMPLATE_PLACEHOLDER: {
    kind: "badInput",
    zh: "模板的“{section}”一节用了不认识的占位符“{found}”；可用的有：{known}",
    en: "section {section} of the template has the unknown placeholder “{found}”; known are {known}",
  },
  REPORT_TEMPLATE_REPEATS: {
    kind: "badInput",
    zh: "模板中“{found}”出现了两次",
    en: "“{found}” stands twice in the template",
  },
  REPORT_NOT_FOUND: {
    kind: "notFound",
    zh: "没有编号为 {id} 的尽调报告",
    en: "there is no due-diligence report {id}",
  },
  REPORT_FIGURE_NOT_FOUND: {
    kind: "notFound",
    zh: "报告 {id} 中没有数字 {figure}",
    en: "report {id} has no figure {figure}",
  },
  REPORT_NO_EVALUATION: {
    kind: "conflict",
    zh: "还没有包含该企业的评价结果：请先导入数据并评价",
    en: "no evaluation holds this enterprise yet: import its data and evaluate first",
  },
  REPORT_OPINION_MISSING: {
    kind: "conflict",
    zh: "提交之前须填写：{labels}",
    en: "before handing on, write: {labels}",
  },
  REPORT_STATE: {
    kind: "conflict",
    zh: "报告 {id} 处于“{state}”状态，不能这样做",
    en: "report {id} is {state}, so this cannot be done",
  },
  REPORT_OWN_CHECK: {
    kind: "forbidden",
    zh: "报告 {id} 的经办人不能复核自己的报告",
    en: "who made report {id} cannot check it",
  },
  REPORT_NOT_MAKER: {
    kind: "forbidden",
    zh: "只有报告 {id} 的经办人可以这样做",
    en: "only the maker of report {id} may do this",
  },
  REPORT_MANUAL_FIELD: {
    kind: "badInput",
    zh: "“{field}”的取值“{found}”不合要求",
    en: "the value “{found}” of {field} is not acceptable",
  },
});
