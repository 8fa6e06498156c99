import { defineFaults } from "#kernel";

/** The error codes of the comparison with boosted trees. */
export const ydfFaults = defineFaults({
  YDF_TRAINING_FAILED: {
    kind: "internal",
    zh: "对照模型（梯度提升树）训练失败：{problem}",
    en: "the challenger (boosted trees) could not be trained: {problem}",
  },
});
