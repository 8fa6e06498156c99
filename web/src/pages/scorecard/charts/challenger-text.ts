import type { Catalogue } from "../../../i18n/language.tsx";

export const challengerText = {
  challenger: { zh: "挑战者模型", en: "Challenger" },
  challengerNote: {
    zh: "只作比较，不用于决策；在双方都未见过的 {rows} 行（坏 {bads}）上比较",
    en: "for comparison only; on {rows} rows ({bads} bads) that neither had seen",
  },
  cardAuc: { zh: "评分卡 AUC", en: "The card's AUC" },
  challengerAuc: { zh: "挑战者 AUC", en: "The challenger's AUC" },
  gap: { zh: "差距", en: "Gap" },
} as const satisfies Catalogue;
