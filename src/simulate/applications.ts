import { addMonths, createRandom, type Random } from "#kernel";

/** How many applications, over which months; the same request gives the same text. */
export interface ApplicationsRequest {
  readonly seed: string;
  readonly rows: number;
  /** First month of application, `2024-07`. */
  readonly firstMonth: string;
  readonly months: number;
}

const sectors = ["metal", "plastics", "textiles", "machinery", "electronics", "food", "paper", "furniture"];
const regions = ["north", "east", "south", "west"];
const sizes = ["micro", "small", "medium"];

/**
 * Applications for small loans with their outcome after a year, as CSV, to develop a scorecard on. All of it is invented:
 * the weights below are assumptions, not estimates. The gap since the last invoice is −1 where there never was one;
 * queries of the credit bureau are missing at random, the trend of electricity more often where it would be bad; sales
 * trends worsen over the months, so that stability is worth a look.
 */
export function simulateApplications({ seed, rows, firstMonth, months }: ApplicationsRequest): string {
  const random = createRandom(seed);
  const lines = [
    "month,tenure_months,annual_sales_log,sales_trend,invoice_gap_days,bureau_queries,top5_share,power_trend,sector,region,size,outcome",
  ];
  for (let row = 0; row < rows; row++) {
    const place = Math.floor((row * months) / rows);
    lines.push(applicationOf(random, addMonths(firstMonth, place), place / months).join(","));
  }
  return `${lines.join("\n")}\n`;
}

function applicationOf(random: Random, month: string, late: number): readonly (string | number)[] {
  const tenure = 6 + random.integer(180);
  const sales = 6.4 + 0.6 * random.normal();
  const trend = 0.05 - 0.12 * late + 0.22 * random.normal();
  const gap = random.next() < 0.06 ? -1 : Math.floor(60 * random.next() ** 3);
  const queries = Math.floor(8 * random.next() ** 2);
  const top5 = Math.min(1, 0.25 + 0.7 * random.next() ** 1.5);
  const power = 0.9 * trend + 0.1 * random.normal();
  const sector = random.integer(sectors.length);
  const logOdds =
    -3.1 -
    0.006 * Math.min(tenure, 120) -
    0.45 * (sales - 6.4) -
    2.4 * trend +
    (gap < 0 ? 0.9 : 0.03 * gap) +
    0.22 * queries +
    1.3 * top5 +
    (sector < 2 ? 0.35 : 0) -
    1.2 * power;
  const isBad = random.next() < 1 / (1 + Math.exp(-logOdds));
  const isMeterUnread = random.next() < (power < 0 ? 0.4 : 0.15);
  const outcome = random.next() < 0.02 ? "indeterminate" : isBad ? "bad" : "good";
  return [
    month,
    tenure,
    sales.toFixed(3),
    trend.toFixed(3),
    gap,
    random.next() < 0.08 ? "" : queries,
    top5.toFixed(3),
    isMeterUnread ? "" : power.toFixed(3),
    sectors[sector] ?? "",
    regions[random.integer(regions.length)] ?? "",
    sizes[random.integer(sizes.length)] ?? "",
    outcome,
  ];
}
