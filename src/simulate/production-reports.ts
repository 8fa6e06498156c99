import {
  type BusinessDay,
  type EpochMs,
  type Random,
  addDays,
  createRandom,
  nextWorkingDayFrom,
  shanghaiTimeOf,
  startOfDayMs,
} from "#kernel";
import type { EnterprisePlan } from "./enterprise-plan.ts";

export const productionHeader =
  "Case ID,Activity,Resource,Start Timestamp,Complete Timestamp,Span,Work Order Qty,Part Desc.,Worker ID,Report Type,Qty Completed,Qty Rejected,Qty for MRB,Rework,start_timestamp,complete_timestamp";

/** The steps of an order, and the resources that each may be done on. */
const steps = [
  { name: "Turning", resources: ["Machine 1 - Turning", "Machine 2 - Turning"] },
  { name: "Milling", resources: ["Machine 3 - Milling"] },
  { name: "Grinding", resources: ["Machine 4 - Grinding"] },
  { name: "Final Inspection Q.C.", resources: ["Quality Check 1", "Quality Check 2"] },
  { name: "Packing", resources: ["Packing"] },
] as const;
const ordersPerDay = 4;
const parts = ["Shaft", "Flange", "Bushing", "Nut", "Housing"] as const;

/**
 * Production reports of a job shop: each order passes five steps, each step is reported with its start and end, good,
 * rejected and scrapped parts. Stamps are local; the spreadsheet columns carry minutes and seconds only, as in the real
 * file.
 */
export function productionReports(
  plan: EnterprisePlan,
  options: { readonly seed: string; readonly firstDay: BusinessDay; readonly days: number },
): string[] {
  const random = createRandom(`${options.seed}/production/${plan.code}`);
  const orders = options.days * ordersPerDay;
  const lines: string[] = [];
  for (let order = 1; order <= orders; order++) {
    const part = parts[random.integer(parts.length)] ?? "Shaft";
    const quantity = 5 + random.integer(60);
    let day = nextWorkingDayFrom(addDays(options.firstDay, random.integer(options.days)));
    let good = quantity;
    for (const step of steps) {
      const startMs = startOfDayMs(day) + (8 * 60 + random.integer(8 * 60)) * 60_000;
      const minutes = Math.round(
        (step.name === "Packing" ? 10 : 2.5 * quantity) * (0.7 + 0.6 * random.next()),
      );
      const rejected = random.next() < 0.12 + 0.03 * plan.weakness ? 1 + random.integer(3) : 0;
      const scrapped = rejected > 0 && random.next() < 0.3 ? 1 : 0;
      good = Math.max(0, good - rejected);
      const counts = { quantity, good, rejected, scrapped };
      lines.push(
        reportLine(random, { order, step, part, startMs, endMs: startMs + minutes * 60_000, counts }),
      );
      day = nextWorkingDayFrom(addDays(day, 1));
    }
  }
  return lines;
}

function reportLine(
  random: Random,
  report: {
    readonly order: number;
    readonly step: (typeof steps)[number];
    readonly part: string;
    readonly startMs: EpochMs;
    readonly endMs: EpochMs;
    readonly counts: { quantity: number; good: number; rejected: number; scrapped: number };
  },
): string {
  const { order, step, part, startMs, endMs, counts } = report;
  const resource = step.resources[random.integer(step.resources.length)] ?? "";
  const [machine] = resource.split(" - ");
  const span = Math.round((endMs - startMs) / 60_000);
  const hours = String(Math.floor(span / 60)).padStart(3, "0");
  return [
    `Case ${order}`,
    resource.startsWith("Machine") ? `${step.name} - ${machine}` : step.name,
    resource,
    `${localStamp(startMs).slice(14)}.0`,
    `${localStamp(endMs).slice(14)}.0`,
    `${hours}:${String(span % 60).padStart(2, "0")}`,
    counts.quantity,
    part,
    `ID4${String(100 + random.integer(20))}`,
    "D",
    counts.good,
    counts.rejected,
    counts.scrapped,
    counts.rejected > 0 && random.next() < 0.3 ? "Y" : "",
    localStamp(startMs),
    localStamp(endMs),
  ].join(",");
}

/** `YYYY/MM/DD HH:mm:ss` in Asia/Shanghai. */
function localStamp(instantMs: EpochMs): string {
  return shanghaiTimeOf(instantMs).replaceAll("-", "/");
}
