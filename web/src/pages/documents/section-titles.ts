import type { Template } from "./documents-api.ts";

/** The parts of the report, in the language it is written in. */
export const sectionTitles: Readonly<Record<Template["sections"][number]["id"], string>> = {
  conclusion: "结论与要点",
  basics: "基本情况与划型",
  consent: "授权与数据来源",
  production: "生产",
  trade: "交易",
  funds: "资金",
  authenticity: "真实性核验",
  evaluation: "评价结果",
  loans: "借款与履约",
  capital: "流动资金测算",
  traditional: "传统资料（可选）",
  gaps: "缺失与局限",
  opinions: "客户经理意见",
};
