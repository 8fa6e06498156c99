import { addMonths, type BusinessMonth, monthOf } from "#kernel";
import type { EnterpriseOutline, PlannedEnterprise } from "./enterprise-outline.ts";
import type { MisconductCandidate } from "./misconduct/misconduct.ts";
import { planMisconduct } from "./misconduct/plan-misconduct.ts";
import { drawFates } from "./plan-fates.ts";
import { planLoans } from "./plan-loans.ts";
import { drawSizes, drawTraits } from "./plan-traits.ts";
import { planTrade } from "./plan-trade.ts";
import { climateOf, type RegionClimate, warmUpMonths } from "./region-climate.ts";
import type { RegionPath } from "./region-enterprise.ts";
import { checkRegionRequest, regionDatasetOf, type RegionRequest } from "./region-request.ts";

/** Everything about a region that is decided before its first day: who there is, and what becomes of them. */
export interface RegionPlan {
  readonly request: RegionRequest;
  readonly dataset: string;
  readonly climate: RegionClimate;
  /** First visible month. */
  readonly firstMonth: BusinessMonth;
  readonly enterprises: readonly PlannedEnterprise[];
}

/**
 * Plans a region in moments; nothing of a day is simulated yet.
 * @throws SIMULATE_SIZE_OUT_OF_RANGE
 */
export function planRegion(request: RegionRequest): RegionPlan {
  checkRegionRequest(request);
  const { seed, months, endDay } = request;
  const outlines = drawOutlines(request);
  const trade = planTrade(seed, outlines);
  const firstMonth = addMonths(monthOf(endDay), 1 - months);
  const misconduct = planMisconduct(
    outlines.map((outline) => candidateOf(outline, { firstMonth, months })),
    {
      seed,
      firstMonth,
      months,
      shares:
        request.stratifiedPerKind === undefined
          ? { kind: "natural" }
          : { kind: "stratified", perKind: request.stratifiedPerKind },
    },
  );
  const enterprises = outlines.map((outline, index): PlannedEnterprise => {
    const { customers = [], suppliers = [], contagion = null } = trade[index] ?? {};
    return {
      ...outline,
      ...(contagion === null ? {} : { trials: [contagion], path: "recoveredShock" as const }),
      customers,
      suppliers,
      misconduct: misconduct.get(outline.code),
    };
  });
  return { request, dataset: regionDatasetOf(request), climate: climateOf(request), firstMonth, enterprises };
}

function drawOutlines({ seed, enterprises, months }: RegionRequest): EnterpriseOutline[] {
  const totalMonths = months + warmUpMonths;
  const digits = Math.max(4, String(enterprises).length);
  const traits = drawSizes(seed, enterprises).map((size, index) =>
    drawTraits({ seed, index, size, totalMonths, code: `R${String(index + 1).padStart(digits, "0")}` }),
  );
  const fates = drawFates(seed, traits, months);
  return traits.map(({ outline }, index) => {
    const { trials, defaultMonth } = fates[index] ?? { trials: [], defaultMonth: null };
    const path: RegionPath | null =
      defaultMonth === null ? (trials.length > 0 ? "recoveredShock" : null) : (trials[0]?.kind ?? null);
    const fated = { ...outline, trials, defaultMonth, path };
    return { ...fated, loans: planLoans(fated, { seed, totalMonths }) };
  });
}

function candidateOf(
  outline: EnterpriseOutline,
  { firstMonth, months }: { readonly firstMonth: BusinessMonth; readonly months: number },
): MisconductCandidate {
  const visible = (month: number | null | undefined): BusinessMonth | null =>
    month === null || month === undefined ? null : addMonths(firstMonth, month - warmUpMonths);
  const grants = outline.loans.map(({ grantMonth }) => grantMonth);
  return {
    code: outline.code,
    name: outline.name,
    path: outline.path,
    defaultMonth: visible(outline.defaultMonth),
    firstLoanMonth: grants.length === 0 ? null : visible(Math.max(warmUpMonths, Math.min(...grants))),
    firstSeenMonth: addMonths(firstMonth, Math.max(0, months - outline.ageMonths)),
    lifeStage: outline.stage,
    division: outline.industry.code,
    monthlySalesFen: BigInt(Math.round(outline.yearlyRevenueFen / 12)),
  };
}
