import { type BusinessDay, dayNumberOf, dayOfNumber } from "#kernel";
import type { OperatingFacts } from "#operations";
import { factsUntil } from "../facts-until.ts";
import { defaultProfileParameters, type ProfileParameters } from "../parameters.ts";
import { type ProxyBalance, type ProxyEstimate, type ProxyItem, proxyItems } from "../proxy-balance.ts";
import type { Estimate } from "./bounds.ts";
import { creditOf } from "./credit.ts";
import { type Declared, declaredOf } from "./declared.ts";
import { explainGap } from "./explain-gap.ts";
import { fixedAssetsOf } from "./fixed-assets.ts";
import { inventoriesOf } from "./inventories.ts";
import { tradeYearOf } from "./trade-year.ts";

type Estimates = { readonly [Item in ProxyItem]: Estimate | null };

/**
 * The balance sheet that machines, goods, orders, invoices and money draw (代理资产负债表, A-83–A-86), beside what the
 * enterprise declared. It is whole without any statement; an item is null only where no stream says anything of it.
 * @returns stocks as of T, flows over the twelve months to T, bounds of nine chances in ten
 */
export function proxyBalanceOf(
  facts: OperatingFacts,
  parameters: ProfileParameters = defaultProfileParameters,
): ProxyBalance {
  const now = estimatesOf(facts, parameters);
  const estimatesFor = estimatesByDay(facts, parameters);
  const today = dayNumberOf(facts.asOf);
  const items = proxyItems.map((item): readonly [ProxyItem, ProxyEstimate | null] => {
    const estimate = now[item];
    if (estimate === null) return [item, null];
    const declared = declaredOf(facts.declared, item);
    if (declared === null)
      return [item, { ...estimate, declaredFen: null, declaredFor: null, gapReasons: [] }];
    const { fen, onDay } = declared;
    const declaredFor = dayOfNumber(onDay);
    const gap = {
      now: estimate,
      onItsDay: estimatesFor(declared)[item],
      days: today - onDay,
      gapPpm: parameters.gapPpm,
    };
    return [item, { ...estimate, declaredFen: fen, declaredFor, gapReasons: explainGap(item, fen, gap) }];
  });
  return { asOf: facts.asOf, ...(Object.fromEntries(items) as Omit<ProxyBalance, "asOf">) };
}

/** Every item as of the facts' own day. */
export function estimatesOf(facts: OperatingFacts, parameters: ProfileParameters): Estimates {
  const day = dayNumberOf(facts.asOf);
  const assets = fixedAssetsOf(facts, day, parameters);
  return {
    fixedAssetsFen: assets?.fixedAssetsFen ?? null,
    depreciationFen: assets?.depreciationFen ?? null,
    inventoriesFen: inventoriesOf(facts, day, parameters),
    receivablesFen: creditOf(facts, "sale", day, parameters),
    payablesFen: creditOf(facts, "purchase", day, parameters),
    revenueFen: tradeYearOf(facts, "sale", day, parameters),
    purchasesFen: tradeYearOf(facts, "purchase", day, parameters),
  };
}

/** The estimates of earlier days, each worked out once. */
function estimatesByDay(
  facts: OperatingFacts,
  parameters: ProfileParameters,
): (declared: Declared) => Estimates {
  const found = new Map<BusinessDay, Estimates>();
  return ({ onDay }) => {
    const day = dayOfNumber(onDay);
    const estimates = found.get(day) ?? estimatesOf(factsUntil(facts, day), parameters);
    found.set(day, estimates);
    return estimates;
  };
}
