import type { DataClass } from "#consent";
import type { AuthenticityGrade } from "#crosscheck";
import type { BusinessDay, Fen, RatePpm } from "#kernel";
import type { OperatingFacts } from "#operations";
import type { JudgedLifeStage } from "#profile";
import type { SizeClass } from "#registry";
import { featuresOf, newestMaster } from "./features-of.ts";
import { findIdleAssets } from "./find-idle-assets.ts";
import { judgeQuality } from "./judge-quality.ts";
import { matchProducts, needsOf } from "./match-products.ts";
import type { CustomerEdition, CustomerPortrait } from "./portrait.ts";
import type { ProductCode } from "./product.ts";
import type { QualityRules, QualityStanding } from "./quality.ts";
import { segmentOf } from "./segment-of.ts";
import { sumFen } from "./trade-figures.ts";

/** An alert as far as an edition looks at it. */
export interface EditionAlert {
  readonly rule: string;
  readonly isGrave: boolean;
}

/** What is known of one customer as of T and N, besides its streams. */
export interface PortraitInput {
  readonly customerId: string;
  readonly industry: string | null;
  readonly region: string | null;
  readonly sizeClass: SizeClass | null;
  readonly facts: OperatingFacts;
  readonly dataClasses: readonly DataClass[];
  readonly lifeStage: JudgedLifeStage | null;
  readonly authenticity: AuthenticityGrade;
  readonly alerts: readonly EditionAlert[];
  /** Days past due in the bank's own book on T; null without a loan there. */
  readonly daysPastDue: number | null;
  /** Products that the customer asked for in a survey by T. */
  readonly said: readonly ProductCode[];
  readonly limitFactorPpm: RatePpm;
  readonly previous: QualityStanding | null;
}

/** One customer's portrait: a pure function of what was known, so that making it again gives the same. */
export function makePortrait(input: PortraitInput, rules: QualityRules): CustomerPortrait {
  const { customerId, facts, dataClasses, lifeStage, authenticity, alerts } = input;
  const features = featuresOf(facts);
  const idleAssets = findIdleAssets(facts);
  const needs = needsOf(features, idleAssets, input.said);
  const graveAlerts = alerts.filter(({ isGrave }) => isGrave).length;
  const sizeClass = input.sizeClass ?? newestMaster(facts)?.size ?? null;
  const quality = judgeQuality(
    { sizeClass, features, authenticity, graveAlerts, daysPastDue: input.daysPastDue },
    rules,
    input.previous,
    facts.asOf,
  );
  const arrears = Math.max(input.daysPastDue ?? 0, features.daysPastDue ?? 0);
  const isAtRisk = graveAlerts > 0 || arrears > 0 || authenticity === "refuted";
  const stage = lifeStage?.stage ?? null;
  return {
    customerId,
    asOf: facts.asOf,
    knownAt: facts.knownAt,
    dataClasses,
    segment: segmentOf(features, input, stage),
    lifeStage,
    features,
    authenticity,
    alerts: alerts.map(({ rule }) => rule),
    needs,
    matches: matchProducts(needs, { lifeStage: stage, isAtRisk, limitFactorPpm: input.limitFactorPpm }),
    idleAssets,
    quality,
  };
}

/** What an edition says in sum. */
export function editionTotals(
  portraits: readonly CustomerPortrait[],
): Pick<CustomerEdition, "customers" | "listed" | "entered" | "left" | "idleFen"> {
  const count = (is: (quality: QualityStanding) => boolean): number =>
    portraits.filter(({ quality }) => is(quality)).length;
  return {
    customers: portraits.length,
    listed: count(({ isListed }) => isListed),
    entered: count(({ change }) => change === "entered"),
    left: count(({ change }) => change === "left"),
    idleFen: idleWorth(portraits),
  };
}

/** The standings as text in one order, of which an edition's hash is made: no figure of the day of making enters it. */
export function canonicalStandings(portraits: readonly CustomerPortrait[]): string {
  return portraits
    .map(({ customerId, quality, lifeStage, segment }) => {
      const { isListed, change, listedSince, reasons, reachedInRow, brokenInRow } = quality;
      const values = quality.outcomes.map(({ code, value }) => [code, value]);
      const standing = { isListed, change, listedSince, reasons, values, reachedInRow, brokenInRow };
      const { industry, region, supplyChain, publicData } = segment;
      // Values in a fixed order: a store may give an object's keys back in another one.
      const axes = [industry, region, supplyChain, segment.lifeStage, publicData];
      return JSON.stringify([customerId, standing, lifeStage?.stage ?? null, axes]);
    })
    .sort()
    .join("\n");
}

/** How two editions differ: who came and who went, with the rules behind it. */
export interface EditionDifference {
  readonly customerId: string;
  readonly change: "entered" | "left";
  readonly on: BusinessDay;
  readonly reasons: QualityStanding["reasons"];
}

/** Who is on the later list and was not on the earlier one, and the other way round. */
export function compareEditions(
  earlier: readonly CustomerPortrait[],
  later: readonly CustomerPortrait[],
): readonly EditionDifference[] {
  const before = new Map(earlier.map((portrait) => [portrait.customerId, portrait.quality.isListed]));
  return later.flatMap(({ customerId, quality, asOf }): EditionDifference[] => {
    const was = before.get(customerId) ?? false;
    if (was === quality.isListed) return [];
    const reasons = quality.isListed ? [] : quality.reasons;
    return [{ customerId, change: quality.isListed ? "entered" : "left", on: asOf, reasons }];
  });
}

function idleWorth(portraits: readonly CustomerPortrait[]): Fen {
  return sumFen(portraits, ({ idleAssets }) => sumFen(idleAssets, ({ valueFen }) => valueFen));
}
