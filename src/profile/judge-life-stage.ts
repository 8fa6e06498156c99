import { addDays, type BusinessDay, dayNumberOf, firstDayOf, monthOfNumber } from "#kernel";
import type { OperatingFacts } from "#operations";
import { defaultLifeStageParameters, type LifeStageParameters } from "./life-stage-parameters.ts";
import { type LifeStageSigns, type MonthlyView, monthlyViewOf, monthNumber } from "./life-stage-signs.ts";
import { type JudgedLifeStage, type LifeStage, lifeStages } from "./life-stage.ts";
import type { LifeStageReason } from "./words.ts";

/** A stage as of one day, before hysteresis: how likely each is. */
interface Judgement {
  readonly day: BusinessDay;
  readonly likely: Readonly<Record<LifeStage, number>>;
  readonly signs: LifeStageSigns;
}

/**
 * The stage of life of an enterprise (企业生命周期, B-24) by rule and data: age, growth against the same months a year
 * before, use and number of machines, people, customers. Judged at the end of each quarter of its history and at T;
 * the judgement changes only when another stage has held for two quarters, save that a start-up grows up by age.
 * @param asKnown  the facts as they were known at the end of a quarter; without it, those of now up to that day
 * @returns null where the streams say neither how old it is nor what it sells or runs
 */
export function judgeLifeStage(
  facts: OperatingFacts,
  asKnown: ((quarterEnd: BusinessDay) => OperatingFacts) | null = null,
  parameters: LifeStageParameters = defaultLifeStageParameters,
): JudgedLifeStage | null {
  const view = monthlyViewOf(facts);
  if (view.firstMonth === null && facts.masters.length === 0) return null;
  const signsAt = (day: BusinessDay): LifeStageSigns =>
    asKnown === null ? view.signsAt(day) : monthlyViewOf(asKnown(day)).signsAt(day);
  const judged = quartersOf(view, facts.asOf).map((day): Judgement => {
    const signs = day === facts.asOf ? view.signsAt(day) : signsAt(day);
    return { day, signs, likely: likelihoods(signs, parameters) };
  });
  const history = holdOn(judged, parameters);
  const now = history.at(-1);
  const last = judged.at(-1);
  if (now === undefined || last === undefined) return null;
  return {
    stage: now.stage,
    confidence: confidenceOf(last, now.stage),
    since: now.from,
    history,
    reasons: reasonsFor(last.signs, now.stage),
  };
}

/** The ends of quarters from half a year after the first data on, and T itself. */
function quartersOf({ firstMonth }: MonthlyView, asOf: BusinessDay): readonly BusinessDay[] {
  const days: BusinessDay[] = [];
  const last = monthNumber(dayNumberOf(asOf));
  for (let month = (firstMonth ?? last) + 6; month <= last; month += 1) {
    if (month % 3 !== 2) continue;
    const end = addDays(firstDayOf(monthOfNumber(month + 1)), -1);
    if (end < asOf) days.push(end);
  }
  return [...days, asOf];
}

type Entry = JudgedLifeStage["history"][number];
type Candidate = { readonly stage: LifeStage; readonly from: BusinessDay; readonly quarters: number };

/** The stages that held, each from the quarter in which it was first seen. */
function holdOn(
  judged: readonly Judgement[],
  { heldQuarters, startUpMonths }: LifeStageParameters,
): readonly Entry[] {
  const history: Entry[] = [];
  let candidate = null as Candidate | null;
  for (const judgement of judged) {
    const stage = likeliest(judgement.likely);
    const held = history.at(-1);
    if (held === undefined) {
      history.push({ stage, from: judgement.day, confidence: confidenceOf(judgement, stage) });
      continue;
    }
    if (stage === held.stage) {
      candidate = null;
      continue;
    }
    candidate =
      candidate?.stage === stage
        ? { ...candidate, quarters: candidate.quarters + 1 }
        : { stage, from: judgement.day, quarters: 1 };
    const grewUp = held.stage === "startUp" && (judgement.signs.ageMonths ?? 0) >= startUpMonths;
    if (candidate.quarters < heldQuarters && !grewUp) continue;
    history.push({ stage, from: candidate.from, confidence: confidenceOf(judgement, stage) });
    candidate = null;
  }
  return history;
}

function likeliest(likely: Judgement["likely"]): LifeStage {
  return lifeStages.reduce((best, stage) => (likely[stage] > likely[best] ? stage : best), "maturity");
}

const fullMonths = 30;

/** How likely the stage is, less for a short history: half of it at best with a year of data. */
function confidenceOf({ likely, signs }: Judgement, stage: LifeStage): number {
  const known = Math.min(1, 0.4 + (0.6 * signs.months) / fullMonths);
  return Math.round(likely[stage] * known * 1000) / 1000;
}

/** How many are in each stage, before anything is known of one. */
const shareOfStage: Readonly<Record<LifeStage, number>> = {
  startUp: 0.18,
  growth: 0.27,
  maturity: 0.43,
  decline: 0.12,
};

/**
 * On which side of its middle a stage has no end: growth is a fifth a year or more, decline a tenth a year or worse, so
 * that neither is less likely because a change is larger still.
 */
type OpenSide = -1 | 0 | 1;
const openSideOf: Readonly<Record<LifeStage, OpenSide>> = { startUp: 0, growth: 1, maturity: 0, decline: -1 };

/**
 * Where a stage's growth lies and how far it strays, as logarithms of sales on those of the year before; from the
 * definitions of the stages.
 */
const growthOfStage: Readonly<Record<LifeStage, { readonly middle: number; readonly width: number }>> = {
  startUp: { middle: 0.22, width: 0.35 },
  growth: { middle: 0.24, width: 0.13 },
  maturity: { middle: 0.01, width: 0.09 },
  decline: { middle: -0.17, width: 0.09 },
};

function likelihoods(
  signs: LifeStageSigns,
  { startUpMonths }: LifeStageParameters,
): Readonly<Record<LifeStage, number>> {
  const noise = noiseOf(signs);
  const scores = lifeStages.map((stage) => {
    let score = Math.log(shareOfStage[stage]);
    score += ageScore(stage, signs.ageMonths, startUpMonths);
    score += growthScore(stage, signs.growth, noise) + growthScore(stage, signs.earlierGrowth, noise) * 0.9;
    const openSide = openSideOf[stage];
    score += signScore(signs.runningChange, { ...runningChangeOf[stage], openSide });
    score += signScore(signs.newMachines, { ...newMachinesOf[stage], openSide: 0 });
    score += signScore(
      signs.headcountChange,
      { ...headcountChangeOf[stage], openSide },
      1 / Math.max(2, signs.headcount ?? 10),
    );
    return score;
  });
  const most = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - most));
  const sum = weights.reduce((left, right) => left + right, 0);
  return Object.fromEntries(lifeStages.map((stage, index) => [stage, (weights[index] ?? 0) / sum])) as Record<
    LifeStage,
    number
  >;
}

/** A start-up is young by definition; everything else is likelier later. */
function ageScore(stage: LifeStage, ageMonths: number | null, startUpMonths: number): number {
  if (ageMonths === null) return stage === "startUp" ? -1 : 0;
  const isYoung = ageMonths < startUpMonths;
  if (stage === "startUp") return isYoung ? 3 : -6;
  return isYoung ? -1 : 0;
}

const mostNoise = 0.4;

/** How far two years of so uneven months may differ by chance alone. */
function noiseOf({ volatility }: LifeStageSigns): number {
  return Math.min(mostNoise, (volatility ?? 0.5) * Math.sqrt(2 / 12));
}

/** Sales that have all but ended count as a twentieth of those before. */
const leastOfSales = 0.05;

/** Of a bell about the middle, as wide as chance makes it, and cut off where one odd year would decide alone. */
function growthScore(stage: LifeStage, growth: number | null, noise: number): number {
  if (growth === null) return 0;
  const { middle, width } = growthOfStage[stage];
  const wide = Math.hypot(width, noise);
  const change = Math.log(Math.max(leastOfSales, 1 + growth)) - middle;
  const open = isOpen(change, openSideOf[stage]);
  const far = Math.hypot(openSideOf[stage] === 0 ? width : openWidth, noise);
  const apart = change / (open ? far : wide);
  return -0.5 * Math.min(apart * apart, open ? mostOpen : 9) - Math.log((wide + far) / 2) * 0.5;
}

/** How far changes stray on a side that has no end, as a logarithm; the bell there is as much lower as it is wider. */
const openWidth = 0.5;
/** On that side nothing is held against a stage beyond one such width, squared. */
const mostOpen = 1;

function isOpen(change: number, openSide: OpenSide): boolean {
  return change * openSide > 0;
}

type Lean = { readonly middle: number; readonly width: number; readonly weight: number };

const runningChangeOf: Readonly<Record<LifeStage, Lean>> = {
  startUp: { middle: 0.1, width: 0.3, weight: 0.3 },
  growth: { middle: 0.06, width: 0.12, weight: 0.5 },
  maturity: { middle: 0, width: 0.08, weight: 0.5 },
  decline: { middle: -0.1, width: 0.1, weight: 0.5 },
};
const newMachinesOf: Readonly<Record<LifeStage, Lean>> = {
  startUp: { middle: 0.4, width: 0.4, weight: 0.3 },
  growth: { middle: 0.25, width: 0.15, weight: 0.8 },
  maturity: { middle: 0.03, width: 0.08, weight: 0.8 },
  decline: { middle: 0, width: 0.08, weight: 0.8 },
};
const headcountChangeOf: Readonly<Record<LifeStage, Lean>> = {
  startUp: { middle: 0.2, width: 0.3, weight: 0.4 },
  growth: { middle: 0.2, width: 0.12, weight: 0.9 },
  maturity: { middle: 0, width: 0.07, weight: 0.9 },
  decline: { middle: -0.12, width: 0.08, weight: 0.9 },
};

function signScore(value: number | null, lean: Lean & { readonly openSide: OpenSide }, noise = 0): number {
  if (value === null) return 0;
  const change = value - lean.middle;
  const wide = Math.hypot(lean.width, noise);
  const far = lean.openSide === 0 ? wide : Math.hypot(openWidth, noise);
  const open = isOpen(change, lean.openSide);
  const apart = change / (open ? far : wide);
  return (
    -0.5 * lean.weight * (Math.min(apart * apart, open ? mostOpen : 6) + Math.log((wide + far) / (2 * wide)))
  );
}

/** What speaks for the stage, strongest first; at most four. */
function reasonsFor(signs: LifeStageSigns, stage: LifeStage): readonly LifeStageReason[] {
  const { ageMonths, growth, earlierGrowth, volatility, customers, running, runningChange, headcountChange } =
    signs;
  const found: readonly (readonly [LifeStageReason, boolean, readonly LifeStage[]])[] = [
    ["young", ageMonths !== null && ageMonths < 36, ["startUp"]],
    ["growingFast", (growth ?? 0) > 0.2, ["startUp", "growth"]],
    ["steady", growth !== null && Math.abs(growth) <= 0.1, ["maturity"]],
    ["shrinkingLong", (growth ?? 0) < -0.05 && (earlierGrowth ?? 0) < -0.05, ["decline"]],
    ["shrinking", (growth ?? 0) < -0.1, ["decline"]],
    ["investing", (signs.newMachines ?? 0) > 0.15, ["startUp", "growth"]],
    ["running", (running ?? 0) > 0.6, ["growth", "maturity"]],
    ["runningLess", (runningChange ?? 0) < -0.05, ["decline"]],
    ["losingPeople", (headcountChange ?? 0) < -0.05, ["decline"]],
    ["fewCustomers", customers !== null && customers < 5, ["startUp"]],
    ["volatile", (volatility ?? 0) > 0.5, ["startUp"]],
    ["established", ageMonths !== null && ageMonths >= 36, ["growth", "maturity", "decline"]],
  ];
  return found
    .filter(([, isSo, stages]) => isSo && stages.includes(stage))
    .map(([code]) => code)
    .slice(0, 4);
}
