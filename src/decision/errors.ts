import { defineFaults } from "#kernel";

/** What can go wrong here; a declined applicant is a business answer, not a fault. */
export const decisionFaults = defineFaults({
  DECISION_CHURN_TABLE_INVALID: {
    kind: "badInput",
    zh: "利率与客户流失率表第 {row} 行不可用：{found}（要求利率递增、流失率在 0 到 1 之间）",
    en: "Row {row} of the rate and churn table is unusable: {found} (rates must rise, churn must lie in 0 to 1)",
  },
  DECISION_BUDGET_INVALID: {
    kind: "badInput",
    zh: "信贷总额不能为负：{found} 分",
    en: "The budget cannot be negative: {found} fen",
  },
  DECISION_PROBABILITY_INVALID: {
    kind: "badInput",
    zh: "{what} 应在 0 到 1 之间，实际为 {found}",
    en: "{what} must lie in 0 to 1, found {found}",
  },
  DECISION_SOLVER_FAILED: {
    kind: "internal",
    zh: "求解器未给出最优解：{status}",
    en: "The solver did not reach an optimum: {status}",
  },
  DECISION_SOLUTION_DISAGREES: {
    kind: "internal",
    zh: "求解器的目标值 {found} 与逐户复算值 {expected} 不一致",
    en: "The solver's objective {found} disagrees with the recomputed {expected}",
  },
});
