import type { OperatingFacts } from "#operations";
import { customerItems } from "./items/customers.ts";
import { financialItems } from "./items/financials.ts";
import { type ItemContext, itemContextOf } from "./items/item.ts";
import { orderItems } from "./items/orders.ts";
import { productItems } from "./items/products.ts";
import { scalabilityItems } from "./items/scalability.ts";
import { assetItems, creditRatingItems, shareholderItems, statementItemsOf } from "./items/traditional.ts";
import {
  type EnterpriseProfile,
  type ProfileGroup,
  profileGroups,
  type ProfileItem,
} from "./profile-item.ts";
import type { ProxyBalance } from "./proxy-balance.ts";
import { proxyBalanceOf } from "./proxy/proxy-balance-of.ts";
import { twinAt } from "./twin-at.ts";

/**
 * The portrait of an enterprise (企业画像): customers, orders, products and services, room to grow, money, and the
 * traditional four as optional extras. Every item says where it comes from, how fresh and how sure it is; one
 * without data says why.
 */
export function profileOf(
  facts: OperatingFacts,
  proxy: ProxyBalance = proxyBalanceOf(facts),
): EnterpriseProfile {
  const context = itemContextOf(facts, proxy);
  const groups = profileGroups.map((group) => ({ group, items: makers[group](context) }));
  const all = groups.flatMap(({ items }) => items);
  return {
    asOf: facts.asOf,
    knownAt: facts.knownAt,
    groups,
    known: all.filter(({ value }) => value !== null).length,
    items: all.length,
  };
}

const makers: Readonly<Record<ProfileGroup, (context: ItemContext) => readonly ProfileItem[]>> = {
  customers: customerItems,
  orders: orderItems,
  products: productItems,
  scalability: scalabilityItems,
  financials: financialItems,
  statements: statementItemsOf,
  assets: (context) => assetItems(context, twinAt(context.facts)),
  creditRating: creditRatingItems,
  shareholders: shareholderItems,
};
