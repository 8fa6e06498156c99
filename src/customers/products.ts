import { type LifeStage, lifeStages } from "#profile";
import type { FinancialProduct, NeedCode, ProductCode } from "./product.ts";

/** The product matrix (产品矩阵): terms that own lending grants, and the stages to which each may be offered. */
export const financialProducts: readonly FinancialProduct[] = [
  {
    code: "startUpLoan",
    method: "interestOnlyBullet",
    months: 12,
    payment: "self",
    security: "guaranteed",
    stages: ["startUp"],
  },
  {
    code: "orderLoan",
    method: "singlePayment",
    months: 6,
    payment: "entrusted",
    security: "unsecured",
    stages: ["startUp", "growth", "maturity"],
  },
  {
    code: "receivableLoan",
    method: "singlePayment",
    months: 6,
    payment: "self",
    security: "pledged",
    stages: lifeStages,
  },
  {
    code: "equipmentLoan",
    method: "levelPrincipal",
    months: 36,
    payment: "entrusted",
    security: "mortgaged",
    stages: ["growth", "maturity"],
  },
  {
    code: "stockLoan",
    method: "interestOnlyBullet",
    months: 6,
    payment: "self",
    security: "pledged",
    stages: ["growth", "maturity", "decline"],
  },
  {
    code: "workingCapitalLoan",
    method: "interestOnlyBullet",
    months: 12,
    payment: "self",
    security: "unsecured",
    stages: ["growth", "maturity"],
  },
  {
    code: "bridgeLoan",
    method: "levelPayment",
    months: 12,
    payment: "self",
    security: "guaranteed",
    stages: ["maturity", "decline"],
  },
];

/** How customers of a stage are served (服务策略): how often they are visited, and what a visit is about. */
export const serviceStrategy: Readonly<
  Record<LifeStage, { readonly visitDays: number; readonly focus: "found" | "expand" | "keep" | "rescue" }>
> = {
  startUp: { visitDays: 60, focus: "found" },
  growth: { visitDays: 60, focus: "expand" },
  maturity: { visitDays: 90, focus: "keep" },
  decline: { visitDays: 30, focus: "rescue" },
};

/** The product that answers a need read from data. */
export const productOfNeed: Readonly<Record<Exclude<NeedCode, "saidSo">, ProductCode>> = {
  orderGrowth: "orderLoan",
  slowReceivables: "receivableLoan",
  newMachines: "equipmentLoan",
  idleStock: "stockLoan",
  thinCash: "workingCapitalLoan",
  youngEnterprise: "startUpLoan",
  steadyBorrower: "workingCapitalLoan",
};

export function productByCode(code: ProductCode): FinancialProduct {
  const found = financialProducts.find((product) => product.code === code);
  if (found === undefined) throw new Error(`no product ${code}`);
  return found;
}
