import { createRandom, type Random } from "#kernel";
import { pickWeighted } from "../industry.ts";
import type { Trial, TrialKind } from "./enterprise-outline.ts";
import type { Traits } from "./plan-traits.ts";
import { fateParameters, regionSizes } from "./region-parameters.ts";
import { warmUpMonths } from "./region-climate.ts";

const kinds = Object.keys(fateParameters.pathShare.value) as TrialKind[];

/** What becomes of an enterprise. */
export interface Fate {
  readonly trials: readonly Trial[];
  readonly defaultMonth: number | null;
}

/**
 * Fates of all enterprises. The number of defaults of a size follows from its yearly flow; who it is is drawn with
 * the odds of weakness and stage, when is drawn evenly over the visible months and those whose shadow falls on them.
 */
export function drawFates(seed: string, all: readonly Traits[], months: number): Fate[] {
  const random = createRandom(`${seed}/fates`);
  const fates: Fate[] = all.map(() => ({ trials: [], defaultMonth: null }));
  let defaults = 0;
  for (const size of regionSizes) {
    const members = all.flatMap(({ outline }, index) => (outline.size === size ? [index] : []));
    const survival =
      (1 - fateParameters.yearlyFlow.value[size]) ** ((months + fateParameters.monthsAhead.value) / 12);
    const expected = members.length * (1 - survival);
    const count = Math.floor(expected) + Number(random.next() < expected - Math.floor(expected));
    const drawn = drawWithOdds(random, members, (index) => all[index]?.hazard ?? 0).slice(0, count);
    for (const index of drawn) fates[index] = defaultFate(random, months);
    defaults += drawn.length;
  }
  const rest = all.flatMap((_, index) => (fates[index]?.defaultMonth === null ? [index] : []));
  const shocks = Math.round(defaults * fateParameters.shocksPerDefault.value);
  for (const index of drawWithOdds(random, rest, (member) => all[member]?.shockHazard ?? 0).slice(
    0,
    shocks,
  )) {
    fates[index] = { trials: [drawTrial(random, { months, recovers: true })], defaultMonth: null };
  }
  return fates;
}

function defaultFate(random: Random, months: number): Fate {
  const trial = drawTrial(random, { months, recovers: false });
  return { trials: [trial], defaultMonth: trial.month };
}

function drawTrial(
  random: Random,
  { months, recovers }: { readonly months: number; readonly recovers: boolean },
): Trial {
  return {
    kind: pickWeighted(random, kinds, (kind) => fateParameters.pathShare.value[kind]),
    month: warmUpMonths + random.integer(months + fateParameters.monthsAhead.value),
    severity: Math.exp(0.25 * random.normal()) * (recovers ? 0.85 : 1),
    stretch: 0.75 + 0.5 * random.next(),
    recovers,
  };
}

/**
 * All members, in an order whose every beginning is a draw without replacement with odds in proportion to the weight.
 * @source P. Efraimidis, P. Spirakis, "Weighted random sampling with a reservoir", Inf. Proc. Letters 97 (2006)
 */
function drawWithOdds(
  random: Random,
  members: readonly number[],
  weightOf: (member: number) => number,
): number[] {
  return members
    .map((member) => ({ member, key: -Math.log(1 - random.next()) / weightOf(member) }))
    .sort((left, right) => left.key - right.key)
    .map(({ member }) => member);
}
