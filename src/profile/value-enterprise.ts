import { addDays, type Fen, type Message, multiplyByRate } from "#kernel";
import type { LoanEvent, OperatingFacts } from "#operations";
import { factsUntil } from "./facts-until.ts";
import { type LifeStageSigns, monthlyViewOf } from "./life-stage-signs.ts";
import type { LifeStage } from "./life-stage.ts";
import type { ProxyBalance, ProxyEstimate } from "./proxy-balance.ts";
import { defaultProfileParameters } from "./parameters.ts";
import { shareOf } from "./proxy/bounds.ts";
import { estimatesOf } from "./proxy/proxy-balance-of.ts";
import { valuationParameters as parameters } from "./valuation-parameters.ts";
import type { Valuation, ValueInterval } from "./valuation.ts";

/**
 * What an enterprise is worth and how much working capital it can carry, from the proxy balance sheet, with
 * bounds; and what the same method said a year before of the revenue that has come since.
 */
export function valueEnterprise(
  facts: OperatingFacts,
  proxy: ProxyBalance,
  stage: LifeStage | null,
): Valuation {
  const byEarnings = earningsValueOf(proxy, marginOf(facts), stage);
  const byAssets = assetValueOf(facts, proxy);
  return {
    asOf: facts.asOf,
    byEarnings,
    byAssets,
    enterpriseValue: bothValues(byEarnings, byAssets),
    limit: limitOf(facts, proxy),
    backTest: backTestOf(facts, proxy),
  };
}

/** Net profit of a yuan of revenue, in ppm: as declared, within what firms have; else the industry's. */
function marginOf({ declared }: OperatingFacts): { readonly ppm: number; readonly isDeclared: boolean } {
  const of = (item: "netProfit" | "revenue") =>
    declared.findLast((row) => row.kind === "statement" && row.months === 12 && row.item === item);
  const profit = of("netProfit");
  const revenue = of("revenue");
  if (profit === undefined || revenue === undefined || revenue.amountFen <= 0n) {
    return { ppm: parameters.marginPpm.value, isDeclared: false };
  }
  const ppm = shareOf(profit.amountFen, revenue.amountFen) ?? 0;
  return { ppm: Math.max(-100_000, Math.min(parameters.mostMarginPpm.value, ppm)), isDeclared: true };
}

/** Years of profit that a stage is worth: a perpetuity at the rate a small firm must earn less how it grows. */
function yearsOf(stage: LifeStage | null): number {
  const growthPpm = {
    startUp: 40_000,
    growth: 60_000,
    maturity: 20_000,
    decline: -80_000,
  }[stage ?? "maturity"];
  return 1_000_000 / (parameters.discountPpm.value - growthPpm);
}

function earningsValueOf(
  { revenueFen }: ProxyBalance,
  margin: { readonly ppm: number; readonly isDeclared: boolean },
  stage: LifeStage | null,
): ValueInterval | null {
  if (revenueFen === null || margin.ppm <= 0) return null;
  const years = yearsOf(stage);
  const worth = (revenue: Fen, marginPpm: number): Fen =>
    multiplyByRate(revenue, Math.round(marginPpm * years), "halfUp");
  const error = margin.isDeclared ? 0.35 : 0.6;
  return {
    valueFen: worth(revenueFen.valueFen, margin.ppm),
    lowFen: worth(revenueFen.lowFen, margin.ppm * (1 - error)),
    highFen: worth(revenueFen.highFen, margin.ppm * (1 + error)),
    method: margin.isDeclared ? byDeclaredProfit : byUsualProfit,
  };
}

function assetValueOf(facts: OperatingFacts, proxy: ProxyBalance): ValueInterval | null {
  const { fixedAssetsFen, inventoriesFen, receivablesFen, payablesFen } = proxy;
  if (fixedAssetsFen === null && inventoriesFen === null && receivablesFen === null) return null;
  const cashFen = cashOf(facts) ?? 0n;
  const owedFen = owedOf(facts.loans);
  const held = [fixedAssetsFen, inventoriesFen, receivablesFen].flatMap((one) => one ?? []);
  const sum = (figure: "valueFen" | "lowFen" | "highFen", owed: "valueFen" | "lowFen" | "highFen"): Fen =>
    held.reduce((total, one) => total + one[figure], 0n) + cashFen - owedFen - (payablesFen?.[owed] ?? 0n);
  return {
    valueFen: sum("valueFen", "valueFen"),
    lowFen: sum("lowFen", "highFen"),
    highFen: sum("highFen", "lowFen"),
    method: byWhatItHas,
  };
}

/** The mean of both ways, and bounds that hold both. */
function bothValues(one: ValueInterval | null, other: ValueInterval | null): ValueInterval | null {
  if (one === null || other === null) return one ?? other;
  return {
    valueFen: (one.valueFen + other.valueFen) / 2n,
    lowFen: one.lowFen < other.lowFen ? one.lowFen : other.lowFen,
    highFen: one.highFen > other.highFen ? one.highFen : other.highFen,
    method: byBothWays,
  };
}

/** Over all accounts, the newest balance of each; null where no statement shows one. */
export function cashOf({ payments }: Pick<OperatingFacts, "payments">): Fen | null {
  const balances = new Map<string, Fen>();
  for (const { account, balanceFen } of payments) if (balanceFen !== null) balances.set(account, balanceFen);
  return balances.size === 0 ? null : [...balances.values()].reduce((sum, fen) => sum + fen, 0n);
}

/** What is drawn and not paid back, of all loans that are known. */
export function owedOf(loans: readonly LoanEvent[]): Fen {
  const owed = new Map<string, Fen>();
  for (const { loan, kind, amountFen } of loans) {
    const before = owed.get(loan) ?? 0n;
    if (kind === "paidOut") owed.set(loan, before + amountFen);
    if (kind === "repaid") owed.set(loan, before - amountFen);
    if (kind === "settled") owed.set(loan, 0n);
  }
  return [...owed.values()].reduce((sum, fen) => (fen > 0n ? sum + fen : sum), 0n);
}

/**
 * The working capital of the next twelve months that nothing else finances: the formula of the annex to the rules on
 * working-capital loans (流动资金贷款管理暂行办法, 2010, annex; the rules of 2024 name no other).
 */
function limitOf(facts: OperatingFacts, proxy: ProxyBalance): ValueInterval | null {
  const { revenueFen, inventoriesFen, receivablesFen, payablesFen } = proxy;
  if (revenueFen === null || receivablesFen === null || revenueFen.valueFen <= 0n) return null;
  const margin = marginOf(facts).ppm;
  const growth = expectedGrowthOf(facts);
  const owed = owedOf(facts.loans);
  const needed = (pick: Pick3): Fen => {
    const tied =
      pick(receivablesFen) +
      (inventoriesFen === null ? 0n : pick(inventoriesFen)) -
      opposite(pick, payablesFen);
    const grown = multiplyByRate(
      tied > 0n ? tied : 0n,
      Math.round((1 + growth) * (1_000_000 - margin)),
      "halfUp",
    );
    return grown > owed ? grown - owed : 0n;
  };
  return { valueFen: needed(value), lowFen: needed(low), highFen: needed(high), method: byWorkingCapital };
}

type Pick3 = (estimate: ProxyEstimate) => Fen;
const value: Pick3 = ({ valueFen }) => valueFen;
const low: Pick3 = ({ lowFen }) => lowFen;
const high: Pick3 = ({ highFen }) => highFen;

/** What is owed to suppliers finances stock: much of it makes the need small. */
function opposite(pick: Pick3, payables: ProxyEstimate | null): Fen {
  if (payables === null) return 0n;
  return pick === low ? payables.highFen : pick === high ? payables.lowFen : payables.valueFen;
}

/** Half of the last growth goes on, within bounds: growth does not last as it was. */
function expectedGrowthOf(facts: OperatingFacts): number {
  return expectedAfter(monthlyViewOf(facts).signsAt(facts.asOf).growth);
}

function expectedAfter(growth: number | null): number {
  const most = parameters.mostGrowthPpm.value / 1_000_000;
  return Math.max(-most, Math.min(most, (growth ?? 0) / 2));
}

const leastOfSales = 0.05;

/** By how much the same forecast, made a year before, missed the year that has passed; as a logarithm, 0 if unknown. */
function pastErrorOf({ growth, earlierGrowth }: LifeStageSigns): number {
  if (growth === null) return 0;
  return Math.log(Math.max(leastOfSales, 1 + growth) / (1 + expectedAfter(earlierGrowth)));
}

const backDays = 365;

/** What was to be expected a year before of the revenue since, beside what came. */
function backTestOf(facts: OperatingFacts, { revenueFen }: ProxyBalance): Valuation["backTest"] {
  if (revenueFen === null) return null;
  const at = addDays(facts.asOf, -backDays);
  const before = factsUntil(facts, at);
  const { signsAt } = monthlyViewOf(before);
  const signs = signsAt(at);
  if (signs.months < 12) return null;
  const then = estimatesOf(before, defaultProfileParameters).revenueFen;
  if (then === null || then.valueFen <= 0n || revenueFen.valueFen <= 0n) return null;
  const forecast = forecastOf(then.valueFen, signs);
  const errorPpm = shareOf(forecast.valueFen - revenueFen.valueFen, revenueFen.valueFen) ?? 0;
  const realisedFen = revenueFen.valueFen;
  return {
    at,
    forecastFen: forecast.valueFen,
    lowFen: forecast.lowFen,
    highFen: forecast.highFen,
    realisedFen,
    errorPpm,
    isWithin: realisedFen >= forecast.lowFen && realisedFen <= forecast.highFen,
  };
}

/** Of the normal distribution; 90 % lie within. */
const normal90 = 1.645;

/**
 * Revenue of the next twelve months: firms stray from any forecast, those of uneven months by more, and whoever strayed
 * from the forecast of a year ago may again.
 */
function forecastOf(revenueFen: Fen, signs: LifeStageSigns) {
  const growth = expectedAfter(signs.growth);
  const chance = Math.min(0.5, (signs.volatility ?? 0.5) * Math.sqrt(2 / 12) * 1.3);
  const usual = parameters.forecastErrorPpm.value / 1_000_000;
  const error = Math.expm1(normal90 * Math.hypot(usual, chance, pastErrorOf(signs)));
  const at = (factor: number): Fen => multiplyByRate(revenueFen, Math.round(factor * 1_000_000), "halfUp");
  return {
    valueFen: at(1 + growth),
    lowFen: at((1 + growth) / (1 + error)),
    highFen: at((1 + growth) * (1 + error)),
  };
}

const byDeclaredProfit: Message = {
  zh: "代理收入 × 申报净利率，按生命周期阶段资本化",
  en: "Proxy revenue at the declared net margin, capitalised by stage of life",
};
const byUsualProfit: Message = {
  zh: "代理收入 × 行业利润率，按生命周期阶段资本化",
  en: "Proxy revenue at the industry's margin, capitalised by stage of life",
};
const byWhatItHas: Message = {
  zh: "设备、存货、应收与存款，减应付与借款",
  en: "Machines, stock, receivables and cash less payables and loans",
};
const byBothWays: Message = {
  zh: "收益法与资产法的平均，区间含两者",
  en: "The mean of earnings and assets; the bounds hold both",
};
const byWorkingCapital: Message = {
  zh: "营运资金需求（2010 年附件公式，代理值）减现有借款",
  en: "Working capital needed (formula of the annex of 2010, from proxies) less loans there are",
};
