import type { Template } from "./documents-api.ts";

/** The parts of the report, in the language it is written in. */
export const sectionTitles: Readonly<Record<Template["sections"][number]["id"], string>> = {
  conclusion: "结论与要点",
  basics: "基本情况与划型",
  lifeStage: "生命周期",
  consent: "授权与数据来源",
  production: "生产",
  people: "产能与用工",
  trade: "交易",
  chain: "供应链",
  flows: "五流核对",
  funds: "资金",
  proxy: "代理资产负债表",
  authenticity: "真实性核验",
  coupling: "产供销关联",
  portrait: "企业画像",
  evaluation: "评价结果",
  loans: "借款与履约",
  capital: "流动资金测算",
  traditional: "传统资料（可选）",
  gaps: "缺失与局限",
  opinions: "客户经理意见",
};
