import { createRandom } from "#kernel";
import type { Applicant } from "./applicant.ts";
import type { ChurnTable } from "./price.ts";

/** Nine rows of the contest's annex 3, rounded to four decimals: enough shape for tests, including its dips. */
export const churnRows: ChurnTable = [
  { ratePpm: 40_000, A: 0, B: 0, C: 0 },
  { ratePpm: 46_500, A: 0.1357, B: 0.1351, C: 0.1221 },
  { ratePpm: 58_500, A: 0.3473, B: 0.3029, C: 0.2902 },
  { ratePpm: 70_500, A: 0.4976, B: 0.4583, C: 0.4572 },
  { ratePpm: 82_500, A: 0.6095, B: 0.5485, C: 0.5302 },
  { ratePpm: 98_500, A: 0.7083, B: 0.6735, C: 0.6588 },
  { ratePpm: 114_500, A: 0.7905, B: 0.7764, C: 0.7506 },
  { ratePpm: 134_500, A: 0.8714, B: 0.8353, C: 0.8323 },
  { ratePpm: 150_000, A: 0.9221, B: 0.8859, C: 0.8952 },
];

/** An applicant that every rule lets through, with the given exceptions. */
export function buildApplicant(changes: Partial<Applicant> = {}): Applicant {
  return {
    id: "ent_1",
    rawPd: 0.05,
    cashFlow: {
      salesFen: 400_000_000n,
      purchasesFen: 300_000_000n,
      firstSaleOn: "2017-03-01",
      lastSaleOn: "2020-01-20",
    },
    bankRating: null,
    ...changes,
  };
}

/** Random applicants of realistic spread; the same seed gives the same ones. */
export function buildApplicants(count: number, seed: string): Applicant[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const salesFen = BigInt(Math.round(Math.exp(random.normal() * 1.6 + 20)));
    const spentPpm = BigInt(300_000 + random.integer(800_000));
    return buildApplicant({
      id: `ent_${index}`,
      rawPd: 1 / (1 + Math.exp(2.2 - 2 * random.normal())),
      cashFlow: {
        salesFen,
        purchasesFen: (salesFen * spentPpm) / 1_000_000n,
        firstSaleOn: "2017-03-01",
        lastSaleOn: "2020-01-20",
      },
    });
  });
}
