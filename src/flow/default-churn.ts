import { defineParameter } from "#kernel";
import type { ChurnTable } from "#decision";

const LOWEST_RATE_PPM = 40_000;
const HIGHEST_RATE_PPM = 150_000;
const STEP_PPM = 5_000;
const CHURN_AT_HIGHEST = 0.9;

/** What is assumed of customers' reaction to the rate where the input holds no table of it. */
export const defaultChurn = defineParameter<ChurnTable>({
  id: "decision.default-churn",
  value: Array.from({ length: (HIGHEST_RATE_PPM - LOWEST_RATE_PPM) / STEP_PPM + 1 }, (_, index) => {
    const share = (index * STEP_PPM) / (HIGHEST_RATE_PPM - LOWEST_RATE_PPM);
    const churn = CHURN_AT_HIGHEST * Math.sqrt(share);
    return { ratePpm: LOWEST_RATE_PPM + index * STEP_PPM, A: churn, B: churn, C: churn };
  }),
  unit: "share of customers lost by annual rate (ppm)",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "输入中没有利率与客户流失率表时的假设：流失率按平方根从 4 % 的 0 升到 15 % 的 90 %",
  en: "Assumed where the input holds no table of rates and churn: churn rises with the square root from 0 at 4 % to 90 % at 15 %",
});
