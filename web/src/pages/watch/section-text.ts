import type { Catalogue } from "../../i18n/language.tsx";

export const sectionText = {
  title: { zh: "风险预警", en: "Early warning" },
  note: {
    zh: "截至 {asOf}：{clear} 条规则未触发，{silent} 条无法计算",
    en: "As of {asOf}: {clear} rules are clear, {silent} cannot be computed",
  },
  noAlerts: { zh: "没有预警。", en: "No alerts." },
  onList: { zh: "在关注名单上", en: "On the watch list" },
  notComputable: {
    zh: "{count} 条规则无法计算，不等于没有风险",
    en: "{count} rules cannot be computed, which does not mean no risk",
  },
} as const satisfies Catalogue;
