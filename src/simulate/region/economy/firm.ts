import { createRandom, type Random } from "#kernel";
import type { PlannedEnterprise } from "../enterprise-outline.ts";
import type { RegionClimate } from "../region-climate.ts";
import {
  finance,
  lifeStageParameters,
  type Range,
  rhythm as rhythmParameters,
} from "../region-parameters.ts";
import { logUniform, uniform } from "../plan-traits.ts";
import { type Books, openBooks } from "./books.ts";
import { createRowSink, type RowSink } from "./row-sink.ts";
import { type Strain, strainOf } from "./strain.ts";

/** One product: its name and its price against the average one. */
export interface Product {
  readonly name: string;
  readonly share: number;
  readonly priceFen: number;
}

/** An enterprise while its days are lived through. */
export interface Firm {
  readonly plan: PlannedEnterprise;
  readonly climate: RegionClimate;
  readonly sink: RowSink;
  readonly books: Books;
  /** A source of chance for each part of the business, so that a change in one leaves the others as they were. */
  readonly chance: Readonly<Record<Part, Random>>;
  /** What happens on a later day, in the order in which it was settled. */
  readonly agenda: Map<number, (() => void)[]>;
  readonly products: readonly Product[];
  /** Pieces of an average day, six days a week, at the middle of the span. */
  readonly dailyPieces: number;
  readonly ordersAYear: number;
  /** Cost of material for a piece in the first month. */
  readonly materialFen: number;
  /** Wages and energy of a piece at usual utilisation. */
  readonly conversionFen: number;
  readonly wageFen: number;
  readonly overheadFen: number;
  readonly finishedDays: number;
  readonly rawDays: number;
  readonly leadDays: Range;
  readonly shifts: number;
  readonly utilisation: number;
  /** Length and lead of the new year's standstill. */
  readonly newYear: { readonly stopDays: number; readonly leadDays: number };
  /** First day of trade: its founding, or the first of the warm-up. */
  readonly firstDay: number;
  /** Trend of demand in each month against the middle of the span, without season or chance. */
  readonly trend: Float64Array;
  /** Demand of each month with season, industry, chance and strain. */
  readonly demand: Float64Array;
  readonly strains: readonly Strain[];
  /** Today and this month, as indices. */
  day: number;
  month: number;
  strain: Strain;
}

const parts = [
  "setup",
  "demand",
  "sales",
  "purchases",
  "production",
  "sensing",
  "treasury",
  "loans",
  "people",
  "papers",
  "transport",
] as const;
type Part = (typeof parts)[number];

const ordersBySize = { micro: [30, 120], small: [50, 190], medium: [90, 280], large: [140, 380] } as const;
const orderSizeFactor = { micro: 0.8, small: 2, medium: 8, large: 25 } as const;
const piecesAnOrder: Range = [150, 4000];
const workingDaysAYear = 290;

export function openFirm(plan: PlannedEnterprise, climate: RegionClimate, seed: string): Firm {
  const chance = Object.fromEntries(
    parts.map((part) => [part, createRandom(`${seed}/${part}/${plan.code}`)]),
  ) as unknown as Record<Part, Random>;
  const random = chance.setup;
  const months = climate.months.length;
  const strains = Array.from({ length: months }, (_, month) => strainOf(plan.trials, month));
  const trend = trendOf(plan, months);
  const [fewest, most] = ordersBySize[plan.size];
  const orderFen = plan.industry.orderWan * 1_000_000 * orderSizeFactor[plan.size];
  const ordersAYear = Math.min(most, Math.max(fewest, plan.yearlyRevenueFen / orderFen));
  const piecesAYear = ordersAYear * logUniform(random, piecesAnOrder);
  const priceFen = Math.max(20, plan.yearlyRevenueFen / piecesAYear);
  const wageFen = Math.round((uniform(random, finance.wageYuanPerHead.value) * 100) / 12);
  const wageShare = (wageFen * 12 * plan.headcount) / plan.yearlyRevenueFen;
  const materialShare = Math.min(
    0.82,
    Math.max(0.4, 1 - wageShare - finance.overheadShare.value - 0.055 - plan.habits.margin),
  );
  return {
    plan,
    climate,
    chance,
    strains,
    trend,
    ordersAYear,
    wageFen,
    sink: createRowSink(chance.transport, climate),
    books: openBooks(months),
    agenda: new Map(),
    products: productsOf(random, plan, priceFen),
    dailyPieces: piecesAYear / workingDaysAYear,
    materialFen: priceFen * materialShare,
    conversionFen: priceFen * (wageShare + 0.03),
    overheadFen: Math.round((plan.yearlyRevenueFen / 12) * finance.overheadShare.value),
    finishedDays: uniform(random, finance.finishedDays.value),
    rawDays: uniform(random, finance.rawDays.value),
    leadDays: plan.industry.leadDays,
    shifts:
      plan.size === "micro"
        ? 1
        : plan.size === "small"
          ? 1 + Number(random.next() < 0.55)
          : 2 + Number(random.next() < 0.5),
    utilisation: Math.min(
      0.9,
      Math.max(
        0.3,
        plan.industry.utilisation.reduce((sum, part) => sum + part, 0) / 4 + plan.habits.utilisation,
      ),
    ),
    newYear: newYearOf(random, plan),
    firstDay: firstDayOf(plan, climate),
    demand: demandOf(chance.demand, { plan, climate, trend, strains }),
    day: 0,
    month: 0,
    strain: strainOf([], 0),
  };
}

/** Settles something for a later day; what falls after the end never happens. */
export function later(firm: Firm, day: number, happen: () => void): void {
  const at = Math.max(firm.day, Math.round(day));
  const list = firm.agenda.get(at);
  if (list === undefined) firm.agenda.set(at, [happen]);
  else list.push(happen);
}

export function dayNumber(firm: Firm, day: number): number {
  return firm.climate.firstDayNumber + Math.round(day);
}

/** Net sales of a usual day of this month, fen. */
export function dailySalesFen(firm: Firm): number {
  return Math.round((firm.plan.yearlyRevenueFen / 365) * (firm.trend[firm.month] ?? 1));
}

function productsOf(random: Random, { industry, size }: PlannedEnterprise, priceFen: number): Product[] {
  const count = size === "micro" ? 1 + random.integer(2) : 2 + random.integer(2);
  const weights = Array.from({ length: count }, () => 0.3 + random.next());
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight, index) => ({
    name: `${industry.products[index % industry.products.length] ?? industry.word}${String.fromCharCode(65 + random.integer(20))}${10 + random.integer(90)}`,
    share: weight / sum,
    priceFen: priceFen * (0.8 + 0.4 * random.next()),
  }));
}

function newYearOf(random: Random, { size }: PlannedEnterprise): Firm["newYear"] {
  const [least, most] = rhythmParameters.newYearStopDays.value[size];
  const stopDays = least + random.integer(most - least + 1);
  return { stopDays, leadDays: Math.max(0, Math.round((stopDays - 10) / 2.5)) };
}

function firstDayOf({ ageMonths }: PlannedEnterprise, { monthStarts, months }: RegionClimate): number {
  return monthStarts[Math.max(0, months.length - ageMonths)] ?? 0;
}

/** Growth by stage of life, month after month; a new enterprise takes eight months to find its customers. */
function trendOf(outline: PlannedEnterprise, months: number): Float64Array {
  const trend = new Float64Array(months);
  const founded = Math.max(0, months - outline.ageMonths);
  const middle = Math.round((founded + months) / 2);
  let level = 0;
  for (let month = 0; month < months; month++) {
    const isEarlier = outline.earlier !== null && month < outline.earlier.until;
    const yearly = isEarlier
      ? lifeStageParameters.growth.value[outline.earlier?.stage ?? outline.stage]
      : outline.growth;
    level += Math.log(Math.max(0.6, 1 + yearly)) / 12;
    trend[month] = level;
  }
  const zero = trend[middle] ?? 0;
  return trend.map((value, month) => {
    const start = founded === 0 ? 1 : Math.min(1, Math.max(0, (month - founded + 1) / 8));
    return Math.exp(value - zero) * start;
  });
}

function demandOf(
  random: Random,
  given: {
    readonly plan: PlannedEnterprise;
    readonly climate: RegionClimate;
    readonly trend: Float64Array;
    readonly strains: readonly Strain[];
  },
): Float64Array {
  const { plan: outline, climate, trend, strains } = given;
  const industry = climate.demand.get(outline.industry.code);
  let level = 0;
  return trend.map((value, month) => {
    level = 0.7 * level + outline.habits.volatility * Math.sqrt(1 - 0.49) * random.normal();
    const season = outline.industry.season[climate.rhythm.calendarMonths[month] ?? 0] ?? 1;
    return value * season * (industry?.[month] ?? 1) * Math.exp(level) * (strains[month]?.orders ?? 1);
  });
}
