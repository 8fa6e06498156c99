import { defineFaults } from "#kernel";

/** What can go wrong with loans; a delivery with findings is a business answer, not a fault. */
export const lendingFaults = defineFaults({
  LENDING_MAPPING_MALFORMED: {
    kind: "badInput",
    zh: "列名对照文件 mapping.json 无法识别",
    en: "The file mapping.json is not a mapping of column names",
  },
  LENDING_DELIVERY_EMPTY: {
    kind: "badInput",
    zh: "没有文件可接收",
    en: "There are no files to receive",
  },
  LENDING_DELIVERY_NOT_FOUND: {
    kind: "notFound",
    zh: "没有这次交付：{id}",
    en: "There is no such delivery: {id}",
  },
  LENDING_LOAN_NOT_FOUND: {
    kind: "notFound",
    zh: "没有这笔借据：{id}",
    en: "There is no such loan: {id}",
  },
  LENDING_BOOK_EMPTY: {
    kind: "notFound",
    zh: "还没有已接收的交付",
    en: "No delivery has been accepted yet",
  },
  LENDING_MOVE_NOT_FOUND: {
    kind: "notFound",
    zh: "没有待办的分类变动：{id}",
    en: "There is no such change of class: {id}",
  },
  LENDING_MOVE_STEP: {
    kind: "conflict",
    zh: "该分类变动当前为 {state}，不能执行 {step}",
    en: "The change of class is {state}; {step} is not its next step",
  },
  LENDING_MOVE_SAME_PERSON: {
    kind: "forbidden",
    zh: "初分、认定、审批须由不同人员完成",
    en: "Proposal, recognition and approval are done by different people",
  },
  LENDING_TRIGGER_STANDS: {
    kind: "conflict",
    zh: "下调的触发条件仍然存在（{triggers}），不能退回",
    en: "The reasons for the downgrade still stand ({triggers}); it cannot be returned",
  },
  LENDING_DAY_NOT_AFTER: {
    kind: "conflict",
    zh: "日期 {found} 不晚于已关账日 {closed}",
    en: "The day {found} is not after the closed day {closed}",
  },
});

export { ownLoanFaults } from "./own/own-loan-faults.ts";
