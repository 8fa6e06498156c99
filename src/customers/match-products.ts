import { type Fen, multiplyByRate, type RatePpm } from "#kernel";
import type { LifeStage } from "#profile";
import type { CustomerFeatures } from "./features.ts";
import type { IdleAsset } from "./idle-asset.ts";
import { customerParameters } from "./parameters.ts";
import type { Need, NeedCode, ProductCode, ProductMatch } from "./product.ts";
import { productByCode, productOfNeed } from "./products.ts";
import { sumFen } from "./trade-figures.ts";

/** Needs that the figures tell of, and those that the customer named itself. */
export function needsOf(
  features: CustomerFeatures,
  idleAssets: readonly IdleAsset[],
  said: readonly ProductCode[],
): readonly Need[] {
  const { orderGrowthPpm, openOrdersFen, collectionDays, receivablesFen } = features;
  const limits = customerParameters;
  const needs: Need[] = [];
  const add = (code: NeedCode, figures: Need["figures"], amountFen: Fen | null): void => {
    needs.push({ code, figures, amountFen });
  };
  if (orderGrowthPpm !== null && orderGrowthPpm > limits.growthNeedPpm.value) {
    add("orderGrowth", { growthPpm: String(orderGrowthPpm), openFen: text(openOrdersFen) }, openOrdersFen);
  }
  if (collectionDays !== null && collectionDays > limits.slowCollectionDays.value) {
    const figures = { days: String(collectionDays), receivablesFen: text(receivablesFen) };
    add("slowReceivables", figures, receivablesFen);
  }
  if ((features.newMachines ?? 0) > 0) {
    const figures = { machines: String(features.newMachines), worthFen: text(features.newMachinesFen) };
    add("newMachines", figures, features.newMachinesFen);
  }
  const slow = idleAssets.filter(({ kind }) => kind === "stock");
  if (slow.length > 0) {
    const worthFen = sumFen(slow, ({ valueFen }) => valueFen);
    add("idleStock", { items: String(slow.length), worthFen: String(worthFen) }, worthFen);
  }
  const cashDays = cashDaysOf(features);
  if (cashDays !== null && cashDays < limits.thinCashDays.value) {
    const figures = { days: String(cashDays), cashFen: text(features.cashFen) };
    add("thinCash", figures, monthOf(features.salesFen));
  }
  if (features.ageMonths !== null && features.ageMonths < limits.youngMonths.value) {
    add("youngEnterprise", { months: String(features.ageMonths) }, monthOf(features.salesFen));
  }
  for (const product of said) add("saidSo", { product }, null);
  return needs;
}

/** Products that answer the needs, each with the amount that stands behind it, or why it may not be offered. */
export function matchProducts(
  needs: readonly Need[],
  about: {
    readonly lifeStage: LifeStage | null;
    readonly isAtRisk: boolean;
    /** What outlooks of industry and region make of an amount. */
    readonly limitFactorPpm: RatePpm;
  },
): readonly ProductMatch[] {
  return needs.map((need) => {
    const product = productFor(need);
    return {
      product,
      need: need.code,
      suggestedFen: need.amountFen === null ? null : suggested(need.amountFen, about.limitFactorPpm),
      barredBy: barredBy(product, about),
    };
  });
}

/** Why a product may not be offered; null when it may. */
export function barredBy(
  product: ProductCode,
  { lifeStage, isAtRisk }: { readonly lifeStage: LifeStage | null; readonly isAtRisk: boolean },
): ProductMatch["barredBy"] {
  if (isAtRisk) return "risk";
  if (lifeStage === null) return "stageUnknown";
  return productByCode(product).stages.includes(lifeStage) ? null : "stage";
}

function productFor(need: Need): ProductCode {
  return need.code === "saidSo"
    ? ((need.figures["product"] ?? "workingCapitalLoan") as ProductCode)
    : productOfNeed[need.code];
}

const thousandYuanFen = 100_000n;

/** Rounded down to thousands of yuan. */
function suggested(amountFen: Fen, factorPpm: RatePpm): Fen {
  const advanced = multiplyByRate(amountFen, customerParameters.advancePpm.value, "floor");
  return (multiplyByRate(advanced, factorPpm, "floor") / thousandYuanFen) * thousandYuanFen;
}

function cashDaysOf({ cashFen, salesFen }: CustomerFeatures): number | null {
  return cashFen === null || salesFen === null || salesFen <= 0n ? null : Number((cashFen * 365n) / salesFen);
}

function monthOf(salesFen: Fen | null): Fen | null {
  return salesFen === null ? null : salesFen / 12n;
}

function text(amount: Fen | null): string {
  return amount === null ? "" : String(amount);
}
