import { type Random, createRandom } from "#kernel";
import type { EnterprisePlan } from "./enterprise-plan.ts";

/** The list of enterprises with history: the bank's rating, and whether they defaulted (是否违约). */
export function historyList(plans: readonly EnterprisePlan[], seed: string): string {
  const random = createRandom(`${seed}/ratings`);
  const rows = plans.map(
    (plan) => `${plan.code},${plan.name},${ratingOf(plan, random)},${plan.isDefault ? "是" : "否"}`,
  );
  return `${["企业代号,企业名称,信誉评级,是否违约", ...rows].join("\n")}\n`;
}

/** The list of applicants, of whom no more is known. */
export function applicantList(plans: readonly EnterprisePlan[]): string {
  return `${["企业代号,企业名称", ...plans.map((plan) => `${plan.code},${plan.name}`)].join("\n")}\n`;
}

/** What is true of every enterprise; never among the data that are scored. */
export function truthTable(plans: readonly EnterprisePlan[], monthOf: (month: number) => string): string {
  const rows = plans.map((plan) =>
    [
      plan.code,
      plan.group,
      plan.industry.code,
      plan.size,
      plan.isDefault ? "default" : "performing",
      plan.misfortune?.kind ?? "",
      plan.misfortune === null ? "" : monthOf(plan.misfortune.month),
      plan.weakness.toFixed(3),
    ].join(","),
  );
  return `${["code,group,industry,size,outcome,misfortune,month,weakness", ...rows].join("\n")}\n`;
}

/**
 * The share of customers lost at an annual rate, by rating: none at 4 %, more than four fifths at 15 %. Better ratings
 * have more banks to go to. The curve is our own; rates and columns are those of such tables.
 */
export function churnTable(): string {
  const ceilings = [0.94, 0.9, 0.89];
  const rows = Array.from({ length: 29 }, (_, step) => {
    const rate = Math.round(400 + (step * 1100) / 28) / 10_000;
    const churn = ceilings.map((ceiling) =>
      step === 0 ? 0 : ceiling * (1 - Math.exp(-(rate - 0.04) / 0.042)),
    );
    return [rate, ...churn.map((share) => Math.min(1, share).toFixed(6))].join(",");
  });
  return `${["loan_annual_rate,churn_rating_A,churn_rating_B,churn_rating_C", ...rows].join("\n")}\n`;
}

/** The bank saw the outcome when it rated, as banks' files often do: nearly all defaulters are D. */
function ratingOf(plan: EnterprisePlan, random: Random): string {
  if (plan.isDefault) return random.next() < 0.85 ? "D" : "C";
  const impression = plan.weakness + 0.7 * random.normal();
  if (impression < -0.5) return "A";
  return impression < 0.6 ? "B" : "C";
}
