import { catalogue, machineChannels } from "#indicators";
import { addDays, type BusinessDay, firstDayOf, lastDayOf } from "#kernel";
import type { StreamName } from "#operations";
import { flowFaults } from "../errors.ts";
import type { RowFilter } from "./provenance-source.ts";
import { channelsOf, rowsOfStreams, type RowsOfStreams } from "./stream-rows.ts";

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
  | { readonly kind: "month"; readonly direction: "sale" | "purchase"; readonly month: string }
  /** An item of the profile: all that its streams said by that day. */
  | { readonly kind: "streams"; readonly streams: readonly StreamName[]; readonly asOf: BusinessDay };

/**
 * The rows that a number is made of: all of the streams and the window that its formula reads, a filter for each kind.
 * @throws FLOW_FIGURE_UNKNOWN
 */
export function rowsOfFigure(enterpriseId: string, figure: Figure, knownAt?: number): readonly RowFilter[] {
  const known = knownAt === undefined ? {} : { knownAt };
  return rowsOf(figure).map((filter) => ({ enterpriseId, ...filter, ...known }));
}

function rowsOf(figure: Figure): readonly RowsOfStreams[] {
  switch (figure.kind) {
    case "machineDay":
      return [
        {
          kind: "reading",
          channels: channelsOf[figure.chart],
          ...(figure.asset === null ? {} : { asset: figure.asset }),
          from: figure.day,
          to: figure.day,
        },
      ];
    case "month":
      return [
        {
          kind: "invoice",
          direction: figure.direction,
          from: firstDayOf(figure.month),
          to: lastDayOf(figure.month),
        },
      ];
    case "indicator":
      return rowsOfIndicator(figure.id, figure.asOf);
    case "streams":
      return rowsOfStreams(figure.streams, { from: earliest, to: figure.asOf });
  }
}

function rowsOfIndicator(id: string, asOf: BusinessDay): readonly RowsOfStreams[] {
  const definition = catalogue.find((one) => one.id === id);
  if (definition === undefined) throw flowFaults.fault("FLOW_FIGURE_UNKNOWN", { id });
  const { group, window, streams, presentOn } = definition;
  const days = /^(\d+) days to T/.exec(window)?.[1];
  // Compared with the same stretch a lunar year earlier, which begins at most so much before.
  const back = window.includes("and to L") ? longestLunarYearDays : 0;
  const range = { from: days === undefined ? earliest : addDays(asOf, 1 - Number(days) - back), to: asOf };
  if (presentOn.includes("operations")) return rowsOfStreams(streams, range);
  if (group === "machine") {
    return [{ kind: "reading", channels: machineChannels, ...range }];
  }
  if (group === "energy") {
    const produced = id === "energy-per-unit" ? channelsOf.produced : [];
    return [{ kind: "reading", channels: [...channelsOf.energy, ...produced], ...range }];
  }
  const direction = directionOf(id);
  return [{ kind: "invoice", ...(direction === null ? {} : { direction }), ...range }];
}

const earliest = "1990-01-01";
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
