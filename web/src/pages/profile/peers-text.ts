import type { Catalogue } from "../../i18n/language.tsx";

export const peersText = {
  radar: { zh: "与同业比较", en: "Against peers" },
  radarNote: {
    zh: "同行业、同规模企业中的位置；越靠外越好。只在同业足够多时给出。",
    en: "Place among enterprises of its industry and size; further out is better. Shown only where there are enough of them.",
  },
  tooFew: {
    zh: "同行业、同规模的企业太少，不公布比较，以免看出是谁。",
    en: "Too few enterprises of this industry and size: nothing is compared, so that none can be told.",
  },
  figure: { zh: "指标", en: "Figure" },
  own: { zh: "本企业", en: "This enterprise" },
  median: { zh: "同业中位数", en: "Peers' median" },
  quartiles: { zh: "同业中间一半", en: "Middle half" },
  place: { zh: "位置（95% 区间）", en: "Place (95 %)" },
  peers: { zh: "同业数", en: "Peers" },
  noValue: { zh: "本企业无此数据", en: "no data of its own" },
  fewerThanK: { zh: "同业太少", en: "too few peers" },
} as const satisfies Catalogue;
