import { catalogue } from "#indicators";
import { addDays, type BusinessDay, firstDayOf, lastDayOf } from "#kernel";
import { flowFaults } from "../errors.ts";
import type { RowFilter } from "./provenance-source.ts";

/** A number on an enterprise's page. */
export type Figure =
  | { readonly kind: "indicator"; readonly id: string; readonly asOf: BusinessDay }
  | {
      readonly kind: "machineDay";
      readonly chart: "hours" | "energy" | "produced";
      readonly day: BusinessDay;
      /** Null for all machines together. */
      readonly asset: string | null;
    }
  | { readonly kind: "month"; readonly direction: "sale" | "purchase"; readonly month: string };

/** Channels that the machine and energy indicators and the charts of days read. */
const channelsOf = {
  hours: ["state", "run_interval"],
  energy: ["power_w", "energy_wh"],
  produced: ["item_count", "good_count", "reject_count", "scrap_count"],
} as const;

const earliest = "1990-01-01";

/**
 * The rows that a number is made of: all of the streams and the window that its formula reads.
 * @throws FLOW_FIGURE_UNKNOWN
 */
export function rowsOfFigure(enterpriseId: string, figure: Figure, knownAt?: number): RowFilter {
  const known = knownAt === undefined ? {} : { knownAt };
  switch (figure.kind) {
    case "machineDay":
      return {
        enterpriseId,
        kind: "reading",
        channels: channelsOf[figure.chart],
        ...(figure.asset === null ? {} : { asset: figure.asset }),
        from: figure.day,
        to: figure.day,
        ...known,
      };
    case "month":
      return {
        enterpriseId,
        kind: "invoice",
        direction: figure.direction,
        from: firstDayOf(figure.month),
        to: lastDayOf(figure.month),
        ...known,
      };
    case "indicator":
      return { enterpriseId, ...rowsOfIndicator(figure.id, figure.asOf), ...known };
  }
}

function rowsOfIndicator(id: string, asOf: BusinessDay): Omit<RowFilter, "enterpriseId" | "knownAt"> {
  const definition = catalogue.find((one) => one.id === id);
  // Rows of operating streams are shown by stream on the pages of the profile, not by indicator.
  if (definition === undefined || definition.presentOn.includes("operations")) {
    throw flowFaults.fault("FLOW_FIGURE_UNKNOWN", { id });
  }
  const { group, window } = definition;
  const days = /^(\d+) days to T/.exec(window)?.[1];
  // Compared with the same stretch a lunar year earlier, which begins at most so much before.
  const back = window.includes("and to L") ? longestLunarYearDays : 0;
  const range = { from: days === undefined ? earliest : addDays(asOf, 1 - Number(days) - back), to: asOf };
  if (group === "machine") {
    return { kind: "reading", channels: [...channelsOf.hours, ...channelsOf.produced], ...range };
  }
  if (group === "energy") {
    const produced = id === "energy-per-unit" ? channelsOf.produced : [];
    return { kind: "reading", channels: [...channelsOf.energy, ...produced], ...range };
  }
  const direction = directionOf(id);
  return { kind: "invoice", ...(direction === null ? {} : { direction }), ...range };
}

/** A lunar year with a leap month. */
const longestLunarYearDays = 385;

const ofSales = /sales|customer|average-ticket|active-month/;
const ofPurchases = /purchase|supplier/;

/** Which invoices an indicator reads; null where it reads both, as margins and the quality of all invoices do. */
function directionOf(id: string): "sale" | "purchase" | null {
  const [isOfSales, isOfPurchases] = [ofSales.test(id), ofPurchases.test(id)];
  if (isOfSales === isOfPurchases) return null;
  return isOfSales ? "sale" : "purchase";
}
