import type { Catalogue } from "../../i18n/language.tsx";

export const text = {
  title: { zh: "行业与区域指数", en: "Industry and region indices" },
  note: {
    zh: "截至 {asOf} 的版本，按第 {knownAt} 号存证所知，由 {enterprises} 家以上企业的设备、电表与订单汇总；每日一版，对所有机构相同。",
    en: "Edition of {asOf}, as known at place {knownAt} of the log, from the machines, meters and orders of {enterprises} or more enterprises; one edition a day, the same for everybody.",
  },
  index: { zh: "指数", en: "Index" },
  runRate: { zh: "开工指数", en: "Run rate" },
  energy: { zh: "用电指数", en: "Electricity" },
  orders: { zh: "订单指数", en: "Orders" },
  runRateNote: {
    zh: "设备运行时间占已知时间的比重",
    en: "Share of known time that machines ran",
  },
  energyNote: { zh: "全部电表用电量", en: "Electricity of all meters" },
  ordersNote: { zh: "新接订单金额", en: "Orders received, by amount" },
  base: {
    zh: "{what}；近十二个月平均为 100，只在相邻两月都有数据的同一批企业之间连接。",
    en: "{what}; 100 is the mean of the last twelve months, chained within the same enterprises from month to month.",
  },
  compare: { zh: "比较", en: "Compare" },
  division: { zh: "各行业", en: "Industries" },
  region: { zh: "各区域", en: "Regions" },
  inRegion: { zh: "区域", en: "Region" },
  inDivision: { zh: "行业", en: "Industry" },
  allRegions: { zh: "全部区域", en: "All regions" },
  allDivisions: { zh: "全部行业", en: "All industries" },
  month: { zh: "月份", en: "Month" },
  value: { zh: "指数", en: "Index" },
  change: { zh: "比上月", en: "On the month before" },
  enterprises: { zh: "企业数", en: "Enterprises" },
  atLeast: { zh: "{count} 以上", en: "{count} or more" },
  latest: { zh: "最近一月", en: "Latest month" },
  notPublished: { zh: "未公布", en: "not published" },
  none: {
    zh: "还没有可公布的指数：每一格至少要 {k} 家企业连续两月有数据。",
    en: "Nothing can be published yet: a cell needs {k} enterprises with data in two months running.",
  },
  noneHere: {
    zh: "这一选择下没有可公布的指数：企业太少，或有一家占比过大。",
    en: "Nothing is published for this choice: too few enterprises, or one that outweighs the others.",
  },
  withheld: { zh: "未公布的格子", en: "Cells not shown" },
  withheldNote: {
    zh: "曲线中断处即为未公布。为了看不出是哪一家，少于 {k} 家、一家占比过大、或可由其他格子相减得出的，一律不公布。",
    en: "Where a line breaks off, its cell is not published: fewer than {k} enterprises, one that outweighs the others, or a cell that could be worked out from others by subtraction.",
  },
  tooFew: { zh: "企业太少", en: "Too few" },
  dominated: { zh: "一家占比过大", en: "One outweighs" },
  complementary: { zh: "可由相减得出", en: "By subtraction" },
} as const satisfies Catalogue;
