import type { DesignRow } from "#operations";
import { present } from "../definition.ts";
import { defineFamily, ownChoice, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { meanHeadcount } from "./workforce-sums.ts";

const milli = 1000;

/** What is developed: new products, revisions, hours (研发设计). */
export const designIndicators = defineFamily(
  { group: "design", layer: "ordersEnergy", streams: ["designs"], source: ownChoice },
  [
    {
      id: "new-products-24m",
      name: words("新产品数", "New products"),
      definition: words("近 730 天登记的新产品数", "New products of the 730 days to T"),
      formula: "|new products|",
      unit: "count",
      range: [0, null],
      window: "730 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => present(new Set(rowsOf(view, "newProduct", 730).map(({ item }) => item)).size),
    },
    {
      id: "design-revisions-12m",
      name: words("设计改版次数", "Design revisions"),
      definition: words("近 365 天的设计改版次数", "Design revisions of the 365 days to T"),
      formula: "|revisions|",
      unit: "count",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) => present(rowsOf(view, "revision", 365).length),
    },
    {
      id: "development-hours-12m",
      name: words("研发工时", "Development hours"),
      definition: words("近 365 天的研发工时", "Development hours of the 365 days to T"),
      formula: "Σ development hours",
      unit: "hours",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => present(hoursOf(view)),
    },
    {
      id: "development-hours-per-head-12m",
      streams: ["designs", "workforce"],
      name: words("人均研发工时", "Development hours a head"),
      definition: words(
        "近 365 天的研发工时 ÷ 平均在册人数",
        "Development hours of the 365 days to T over mean headcount",
      ),
      formula: "Σ development hours / mean headcount",
      unit: "hours",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const people = meanHeadcount(view, view.windows.last12);
        return people.value === null ? people : ratio(hoursOf(view), people.value, "noWorkforce");
      },
    },
  ],
);

function rowsOf(
  { facts, lastDay }: OperatingView,
  kind: DesignRow["kind"],
  days: number,
): readonly DesignRow[] {
  return facts.designs.filter((row) => row.kind === kind && row.onDay > lastDay - days);
}

function hoursOf(view: OperatingView): number {
  const milliHours = rowsOf(view, "developmentHours", 365).reduce(
    (sum, { quantityMilli }) => sum + quantityMilli,
    0,
  );
  return milliHours / milli;
}
