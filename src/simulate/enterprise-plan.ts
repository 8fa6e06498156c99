import { type Random, createRandom } from "#kernel";
import { companyName } from "./company-name.ts";
import { type Industry, pickIndustry, pickWeighted } from "./industry.ts";
import { type Misfortune, pickDefaultPath } from "./misfortune.ts";

export type SimulatedSize = "micro" | "small" | "medium";

/** Everything about a simulated enterprise that is decided before its first invoice. */
export interface EnterprisePlan {
  readonly code: string;
  readonly name: string;
  readonly group: "history" | "applicant";
  readonly industry: Industry;
  readonly size: SimulatedSize;
  /** Standard normal; high is weak. It shows faintly in every habit below. */
  readonly weakness: number;
  /** Sales invoices of an average month, and their median net amount in yuan. */
  readonly monthlySalesInvoices: number;
  readonly medianSaleYuan: number;
  readonly purchaseRatio: number;
  readonly annualGrowth: number;
  /** First month with trade, counted from the first simulated one. */
  readonly firstMonth: number;
  readonly voidRate: number;
  readonly reversalRate: number;
  readonly topCustomerShare: number;
  readonly customers: number;
  /** Days of standstill at the lunar new year. */
  readonly newYearStopDays: number;
  readonly misfortune: Misfortune | null;
  readonly isDefault: boolean;
}

interface Traits {
  readonly plan: Omit<EnterprisePlan, "misfortune" | "isDefault">;
  readonly hazard: number;
}

/** Mix and default hazard of the stages of life: start-up, growth, maturity, decline. */
const stages = [
  { share: 18, hazard: 1.6, growth: 0.15, spread: 0.3 },
  { share: 27, hazard: 1, growth: 0.22, spread: 0.1 },
  { share: 43, hazard: 0.7, growth: 0.01, spread: 0.05 },
  { share: 12, hazard: 2.1, growth: -0.14, spread: 0.06 },
] as const;

const sizes = [
  { size: "micro", share: 45, hazard: 1.2, invoices: 2.2, stopDays: [18, 28] },
  { size: "small", share: 45, hazard: 1, invoices: 4.5, stopDays: [12, 20] },
  { size: "medium", share: 10, hazard: 0.6, invoices: 9, stopDays: [8, 12] },
] as const;

/** Share of enterprises that end in default, near that of the small banks' samples that scorecards start from. */
const defaultShare = 0.145;
/** Shocks that are survived, for each default: the same signals without the end. */
const shocksPerDefault = 2.2;

/**
 * Plans the enterprises of one group. The number of defaults is a fixed share of the group; who defaults is drawn
 * with the odds of stage, size and weakness, so that a card finds something but not everything.
 */
export function planEnterprises(options: {
  readonly seed: string;
  readonly group: "history" | "applicant";
  readonly codes: readonly string[];
  readonly months: number;
}): EnterprisePlan[] {
  const { seed, group, codes, months } = options;
  const traits = codes.map((code) =>
    drawTraits(createRandom(`${seed}/plan/${code}`), { code, group, months }),
  );
  const fate = createRandom(`${seed}/fate/${group}`);
  const defaults = drawIndices(fate, traits, Math.round(codes.length * defaultShare));
  const shocks = new Set(
    fate.shuffle([...codes.keys()]).slice(0, Math.round(defaults.size * shocksPerDefault)),
  );
  return traits.map(({ plan }, index) => {
    const isDefault = defaults.has(index);
    return {
      ...plan,
      isDefault,
      misfortune: drawMisfortune(fate, { group, months, isDefault, isShock: shocks.has(index) }),
    };
  });
}

function drawTraits(
  random: Random,
  { code, group, months }: { code: string; group: "history" | "applicant"; months: number },
): Traits {
  const industry = pickIndustry(random);
  const stage = pickWeighted(random, stages, (candidate) => candidate.share);
  const { size, hazard, invoices, stopDays } = pickWeighted(random, sizes, (candidate) => candidate.share);
  const weakness = random.normal();
  const habit = (spread: number): number => Math.exp(0.45 * weakness + spread * random.normal());
  const topCustomerShare = Math.min(0.85, industry.topCustomerShare * habit(0.3));
  return {
    plan: {
      code,
      name: companyName(random, { code, word: industry.nameZh }),
      group,
      industry,
      size,
      weakness,
      monthlySalesInvoices: Math.min(40, invoices * Math.exp(0.55 * random.normal() - 0.3 * weakness)),
      medianSaleYuan: industry.orderWan * 10_000 * 0.35 * Math.exp(0.6 * random.normal()),
      purchaseRatio: Math.min(
        1.05,
        industry.purchaseRatio * Math.exp(0.06 * weakness + 0.07 * random.normal()),
      ),
      annualGrowth: stage.growth + stage.spread * random.normal() - 0.03 * weakness,
      firstMonth: random.next() < 0.15 ? random.integer(Math.max(1, Math.floor(months / 2))) : 0,
      voidRate: Math.min(0.3, 0.035 * habit(0.5)),
      reversalRate: Math.min(0.15, 0.012 * habit(0.5)),
      topCustomerShare,
      customers: 4 + Math.round(10 * Math.exp(0.6 * random.normal() - 0.3 * weakness)),
      newYearStopDays: stopDays[0] + random.integer(stopDays[1] - stopDays[0] + 1),
    },
    hazard: stage.hazard * hazard * Math.exp(1.5 * weakness),
  };
}

/** Draws so many different enterprises, each with odds in proportion to its hazard. */
function drawIndices(random: Random, traits: readonly Traits[], count: number): Set<number> {
  const drawn = new Set<number>();
  while (drawn.size < count) {
    const rest = traits.map((_, index) => index).filter((index) => !drawn.has(index));
    drawn.add(pickWeighted(random, rest, (index) => traits[index]?.hazard ?? 0));
  }
  return drawn;
}

/** A default of the past lies in the last eight months; an applicant's lies in the year to come. */
function drawMisfortune(
  random: Random,
  fate: { group: "history" | "applicant"; months: number; isDefault: boolean; isShock: boolean },
): Misfortune | null {
  if (fate.isDefault) {
    const month =
      fate.group === "history" ? fate.months - 1 - random.integer(8) : fate.months + random.integer(12);
    return { kind: pickDefaultPath(random), month };
  }
  if (!fate.isShock) return null;
  return { kind: "recoveredShock", month: 8 + random.integer(Math.max(1, fate.months - 6)) };
}
