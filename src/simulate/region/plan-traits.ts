import { codeCheckDigitOf, createRandom, organisationCheckDigitOf, type Random } from "#kernel";
import type { LifeStage } from "#profile";
import { companyName } from "../company-name.ts";
import { pickWeighted } from "../industry.ts";
import type { EnterpriseOutline, Habits } from "./enterprise-outline.ts";
import {
  fateParameters,
  finance,
  type IndustryParameters,
  industries,
  lifeStageParameters,
  paperParameters,
  population,
  type Range,
  type RegionSize,
  regionSizes,
} from "./region-parameters.ts";

/** An enterprise before its fate, with the odds of default that its hidden weakness and stage of life give it. */
export interface Traits {
  readonly outline: Omit<EnterpriseOutline, "trials" | "defaultMonth" | "path" | "loans">;
  readonly hazard: number;
  readonly shockHazard: number;
}

export interface TraitsRequest {
  readonly seed: string;
  readonly index: number;
  readonly code: string;
  readonly size: RegionSize;
  /** All months, the warm-up's included. */
  readonly totalMonths: number;
}

const stages = ["startUp", "growth", "maturity", "decline"] as const satisfies readonly LifeStage[];

export function drawTraits({ seed, index, code, size, totalMonths }: TraitsRequest): Traits {
  const random = createRandom(`${seed}/traits/${code}`);
  const industry = pickWeighted(random, industries, ({ share }) => share);
  const stage = pickWeighted(random, stages, (name) => lifeStageParameters.share.value[name]);
  const weakness = random.normal();
  const ageMonths = ageOf(random, stage);
  const headcount = Math.round(logUniform(random, population.headcount.value[size]));
  const yearlyYuan = headcount * logUniform(random, population.revenuePerHeadYuan.value);
  const outline = {
    index,
    code,
    name: companyName(random, { code, word: industry.word }),
    uscc: socialCreditCodeOf(random),
    industry,
    size,
    region: pickWeighted(random, population.regions.value, () => 1),
    ageMonths,
    stage,
    earlier: earlierStageOf(random, { stage, ageMonths, totalMonths }),
    yearlyRevenueFen: Math.round(yearlyYuan * 100),
    headcount,
    habits: habitsOf(random, { weakness, industry, stage }),
    growth:
      lifeStageParameters.growth.value[stage] +
      lifeStageParameters.growthSpread.value[stage] * random.normal() -
      0.035 * weakness,
    capitalShare: capitalShareOf(createRandom(`${seed}/capital/${code}`), weakness),
    isExporter: random.next() < population.exporterShare.value,
    hasStatements: random.next() < paperParameters.statementShare.value[size],
    windowDressing: Math.max(0, weakness) * paperParameters.windowDressing.value * random.next() * 2,
  };
  return {
    outline,
    hazard:
      lifeStageParameters.hazard.value[stage] * Math.exp(fateParameters.weaknessHazard.value * weakness),
    shockHazard: Math.exp(fateParameters.shockWeakness.value * weakness),
  };
}

/** Owners of a weak enterprise had less to put in. */
function capitalShareOf(random: Random, weakness: number): number {
  const [least, most] = population.registeredCapitalShare.value;
  const share = logUniform(random, [least, most]) * Math.exp(population.capitalWeakness.value * weakness);
  return Math.min(1.5 * most, Math.max(0.5 * least, share));
}

function ageOf(random: Random, stage: LifeStage): number {
  if (stage === "startUp") return 8 + random.integer(28);
  const years: Record<Exclude<LifeStage, "startUp">, Range> = {
    growth: [4, 12],
    maturity: [7, 28],
    decline: [9, 30],
  };
  return Math.round(12 * logUniform(random, years[stage]));
}

/** One in seven was in another stage when the data begin; a decline has lasted two years before it is one. */
function earlierStageOf(
  random: Random,
  { stage, ageMonths, totalMonths }: { stage: LifeStage; ageMonths: number; totalMonths: number },
): EnterpriseOutline["earlier"] {
  const chance = random.next();
  const back = 24 + random.integer(14);
  if (stage === "growth" && ageMonths < 36 + totalMonths - 13) {
    return { stage: "startUp", until: totalMonths - Math.max(1, ageMonths - 36) };
  }
  if (chance > 0.14 || stage === "startUp") return null;
  const before = { growth: "maturity", maturity: "growth", decline: "maturity" } as const;
  return { stage: before[stage], until: totalMonths - back };
}

function habitsOf(
  random: Random,
  given: { readonly weakness: number; readonly industry: IndustryParameters; readonly stage: LifeStage },
): Habits {
  const { weakness, industry, stage } = given;
  /** Log-normal around 1 that a weak enterprise pushes up. */
  const habit = (push: number, spread: number): number =>
    Math.exp(push * weakness + spread * random.normal());
  return {
    utilisation: lifeStageParameters.utilisation.value[stage] - 0.075 * weakness + 0.043 * random.normal(),
    volatility: 0.1 * lifeStageParameters.volatility.value[stage] * habit(0.34, 0.22),
    margin: finance.margin.value - 0.018 * weakness + 0.02 * random.normal(),
    cashDays: Math.min(120, 26 * habit(-0.56, 0.42)),
    customerDelayDays: Math.min(60, 7 * habit(0.46, 0.42)),
    stretchDays: Math.min(60, 6 * habit(0.45, 0.5)),
    topCustomerShare: Math.min(0.85, industry.topShares[0] * habit(0.18, 0.2)),
    voidRate: Math.min(0.12, 0.018 * habit(0.45, 0.42)),
    reversalRate: Math.min(0.06, 0.008 * habit(0.6, 0.38)),
    cancelRate: Math.min(0.12, 0.014 * habit(0.7, 0.36)),
    rejectRate: Math.min(0.12, 0.018 * habit(0.2, 0.45)),
    idleShare: Math.min(0.8, 0.3 * habit(0.2, 0.28)),
    breakdownRate: Math.min(0.05, 0.006 * habit(0.34, 0.36)),
    energyFactor: habit(0.04, 0.1),
    overdueChance: Math.min(0.2, 0.008 * habit(0.8, 0.6)),
    turnover: 0.03 * habit(0.2, 0.3),
  };
}

/** Size of each enterprise in the order of the codes: the shares are met as nearly as whole numbers allow. */
export function drawSizes(seed: string, count: number): RegionSize[] {
  const shares = population.sizeShare.value;
  const counts = regionSizes.map((size) =>
    Math.max(size === "large" ? 1 : 0, Math.round(count * shares[size])),
  );
  const rest = counts.slice(1).reduce((sum, part) => sum + part, 0);
  counts[0] = count - rest;
  const sizes = regionSizes.flatMap((size, index) => Array.from({ length: counts[index] ?? 0 }, () => size));
  return createRandom(`${seed}/sizes`).shuffle(sizes);
}

export function logUniform(random: Random, [least, most]: Range): number {
  return Math.exp(Math.log(least) + random.next() * (Math.log(most) - Math.log(least)));
}

export function uniform(random: Random, [least, most]: Range): number {
  return least + random.next() * (most - least);
}

/** Of a division code that no place has (district 99), with both check digits right. */
function socialCreditCodeOf(random: Random): string {
  const organisation = String(random.integer(100_000_000)).padStart(8, "0");
  const first17 = `91339900${organisation}${organisationCheckDigitOf(organisation)}`;
  return first17 + codeCheckDigitOf(first17);
}
