import type { Catalogue } from "../../i18n/language.tsx";

export const beliefText = {
  contradictions: { zh: "矛盾", en: "Contradictions" },
  none: {
    zh: "能做的核对都没有发现矛盾。",
    en: "None of the checks that could be made found a contradiction.",
  },
  note: {
    zh: "真实性 {grade}，{score} 分。数据互相印证，不等于证明人没有作假。",
    en: "Authenticity {grade}, {score} points. Data that agree do not prove that nobody cheats.",
  },
  strength: { zh: "强度 {share}", en: "strength {share}" },
  rowsBehind: { zh: "依据的数据", en: "Rows behind it" },
  checks: { zh: "全部核对", en: "All checks" },
  checksNote: {
    zh: "做不了的核对会说明缺什么，不当作相符。",
    en: "A check that cannot be made says what is missing; it never counts as agreement.",
  },
  check: { zh: "核对", en: "Check" },
  outcome: { zh: "结论", en: "Outcome" },
  agrees: { zh: "相符", en: "agrees" },
  contradicts: { zh: "矛盾", en: "contradicts" },
  notComputable: { zh: "无法核对", en: "not possible" },
  statistic: { zh: "统计量", en: "Statistic" },
  reason: { zh: "原因", en: "Reason" },
} as const satisfies Catalogue;
