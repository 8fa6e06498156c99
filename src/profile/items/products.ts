import type { ProfileItem } from "../profile-item.ts";
import { yearDays } from "../proxy/trade-year.ts";
import { type ItemContext, itemsOf, ppmOf } from "./item.ts";

/** What is made and served: range, quality, new products, services behind it. */
export function productItems(context: ItemContext): readonly ProfileItem[] {
  const { facts, year, day } = context;
  const deliveries = year.movements.filter(({ kind }) => kind === "delivery");
  const returns = year.movements.filter(({ kind }) => kind === "return");
  const made = sumParts(year.machineDays);
  const services = facts.services.filter(({ onDay }) => onDay > day - yearDays);
  const designs = facts.designs.filter(({ onDay }) => onDay > day - yearDays);
  const patents = facts.registers.filter(({ kind }) => kind === "patent");
  const moved = { streams: ["movements"] as const, rows: deliveries };
  const byItem = new Map<string, number>();
  for (const { item, quantityMilli } of deliveries) byItem.set(item, (byItem.get(item) ?? 0) + quantityMilli);
  const quantity = total([...byItem.values()]);
  return itemsOf("products", context, [
    { ...moved, id: "items-sold", value: deliveries.length === 0 ? null : byItem.size },
    { ...moved, id: "top-item", value: ppmOf(Math.max(0, ...byItem.values()), quantity) },
    {
      ...moved,
      id: "returned",
      value: ppmOf(total(returns.map(({ quantityMilli }) => quantityMilli)), quantity),
    },
    {
      id: "good-parts",
      streams: ["machineDays"],
      rows: made.rows,
      value: ppmOf(made.good, made.all),
    },
    {
      id: "new-products",
      streams: ["designs"],
      rows: designs,
      value: designs.length === 0 ? null : designs.filter(({ kind }) => kind === "newProduct").length,
    },
    {
      id: "development-hours",
      streams: ["designs"],
      rows: designs,
      value:
        designs.length === 0
          ? null
          : total(
              designs
                .filter(({ kind }) => kind === "developmentHours")
                .map(({ quantityMilli }) => quantityMilli),
            ) / 1000,
    },
    {
      id: "patents",
      streams: ["registers"],
      rows: patents,
      value: patents.length === 0 ? null : patents.length,
    },
    {
      id: "service-providers",
      streams: ["services"],
      rows: services,
      value: services.length === 0 ? null : new Set(services.map(({ provider }) => provider)).size,
    },
  ]);
}

/** Only days with a count say something of quality. */
function sumParts(days: ItemContext["year"]["machineDays"]) {
  const rows = days.filter(
    ({ goodCount, rejectCount, scrapCount }) => goodCount + rejectCount + scrapCount > 0,
  );
  const good = total(rows.map(({ goodCount }) => goodCount));
  return {
    rows,
    good,
    all: good + total(rows.map(({ rejectCount, scrapCount }) => rejectCount + scrapCount)),
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
