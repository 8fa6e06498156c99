import type { CustomsRow } from "#operations";
import { missing, present } from "../definition.ts";
import { rowsOfWindow } from "../operating/day-range.ts";
import { defineFamily, ownChoice, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { sumTrade } from "../trade-view.ts";
import { yearChange } from "./period-change.ts";

/** What crosses the border (海关). */
export const customsIndicators = defineFamily(
  { group: "customs", layer: "ordersEnergy", streams: ["customs"], source: ownChoice },
  [
    {
      id: "export-share-12m",
      streams: ["customs", "invoices"],
      name: words("出口占比", "Export share"),
      definition: words(
        "近 365 天出口报关额 ÷ 有效销项价税合计",
        "Exports declared over gross valid sales invoices in the 365 days to T",
      ),
      formula: "Σ exports / Σ gross sales",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) =>
        ratio(
          amountOf(recent(view, "export")),
          sumTrade(view.trade().sales, view.windows.last12).grossFen,
          "nonPositiveSales",
        ),
    },
    {
      id: "export-change-12m",
      name: words("出口年变化", "Change of exports, 12 months"),
      definition: words(
        "近 365 天出口报关额与再前 365 天相比的变化",
        "Exports declared in the 365 days to T against the 365 days before, minus 1",
      ),
      formula: "Σ exports[T−364…T] / Σ exports[T−729…T−365] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "730 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        yearChange(
          view,
          view.facts.customs.filter(({ direction }) => direction === "export"),
          ({ amountFen }) => amountFen,
        ),
    },
    {
      id: "export-customers-12m",
      name: words("出口客户数", "Export customers"),
      definition: words(
        "近 365 天有出口报关的境外客户数",
        "Foreign customers with an export declared in the 365 days to T",
      ),
      formula: "|export customers|",
      unit: "count",
      range: [1, null],
      window: "365 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const count = new Set(recent(view, "export").map(({ counterparty }) => counterparty)).size;
        return count === 0 ? missing("noCustoms") : present(count);
      },
    },
    {
      id: "import-share-12m",
      streams: ["customs", "invoices"],
      name: words("进口采购占比", "Import share"),
      definition: words(
        "近 365 天进口报关额 ÷（进口报关额 + 有效进项价税合计）",
        "Imports declared over imports and gross valid purchase invoices in the 365 days to T",
      ),
      formula: "Σ imports / (Σ imports + Σ gross purchases)",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const imported = amountOf(recent(view, "import"));
        const bought = sumTrade(view.trade().purchases, view.windows.last12).grossFen;
        return ratio(imported, imported + bought, "nonPositivePurchases");
      },
    },
  ],
);

function recent(
  { facts, windows }: OperatingView,
  direction: CustomsRow["direction"],
): readonly CustomsRow[] {
  return rowsOfWindow(facts.customs, ({ onDay }) => onDay, windows.last12).filter(
    (row) => row.direction === direction,
  );
}

function amountOf(rows: readonly CustomsRow[]): bigint {
  return rows.reduce((sum, { amountFen }) => sum + amountFen, 0n);
}
