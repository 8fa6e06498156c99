import type { Random } from "#kernel";
import type { Fraud } from "../region-enterprise.ts";
import type { MisconductCandidate } from "./misconduct.ts";

/** How many enterprises a scheme needs; a ring that would leave one or two of those wanted takes them in. */
export function sizeOfScheme(fraud: Fraud, random: Random, wanted: number): number {
  if (fraud === "clone") return 2;
  if (fraud !== "circularOrders") return 1;
  const size = 3 + random.integer(3);
  if (wanted <= 5) return Math.max(3, wanted);
  return wanted - size >= 3 ? size : 3;
}

/**
 * Enterprises that would do: like in size, and for a shared series in the same division. Fewer than wanted when the
 * region has too few left.
 */
export function findPartners(
  first: MisconductCandidate,
  fraud: Fraud,
  waiting: readonly MisconductCandidate[],
  wanted: number,
  random: Random,
): MisconductCandidate[] {
  if (wanted === 0) return [];
  // Whoever must cheat at entry does so alone, or with another who would have.
  const others = waiting.filter((one) => one !== first && one.path !== "entryFraud");
  const alike = others.filter(({ division }) => division === first.division);
  const among = fraud === "clone" && alike.length >= wanted ? alike : others;
  const drawn = random.shuffle(among.slice(0, 400)).slice(0, 8 * wanted);
  return drawn.sort((left, right) => distance(left, first) - distance(right, first)).slice(0, wanted);
}

function distance(left: MisconductCandidate, right: MisconductCandidate): number {
  return Math.abs(Math.log((Number(left.monthlySalesFen) + 1) / (Number(right.monthlySalesFen) + 1)));
}
