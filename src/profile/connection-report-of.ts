import { dayNumberOf, dayOfNumber, type Fen, lunarNewYearOffsetOf } from "#kernel";
import type { DayNumber, MachineDay, OperatingFacts } from "#operations";
import { connectionParameters as parameters } from "./connection-parameters.ts";
import type { BeforeAfter, ConnectionReport, RetrofitCost } from "./connection-report.ts";
import { compareWeeks, type WeekValue } from "./compare-weeks.ts";
import { newestTwins } from "./proxy/fixed-assets.ts";

/**
 * What has become of the factory since its machines were connected: the first ninety days of each machine that
 * is still there beside the last ninety, week by week, without the weeks about the lunar new year, adjusted for the
 * season where the history is long enough to know it; and what that saves in a year against what it cost.
 */
export function connectionReportOf(facts: OperatingFacts, retrofit: RetrofitCost | null): ConnectionReport {
  const windows = windowsOf(facts);
  if (windows === null) return notYet(facts, retrofit);
  const { machines, before, after } = windows;
  const weeks = weeksOf(facts, machines);
  const figures = (["oee", "energyPerUnit", "scrap"] as const).map((figure): BeforeAfter => {
    const values = [...weeks].flatMap(([monday, sums]): WeekValue[] => {
      const value = figureOf(figure, sums);
      return value === null ? [] : [{ monday, ...value }];
    });
    const compared = compareWeeks(values, { before, after, leastWeeks: parameters.leastWeeks.value });
    const isBetterBelow = figure !== "oee";
    return { figure, ...compared, machines: machines.size, verdict: verdictOf(compared, isBetterBelow) };
  });
  const savedFenPerYear = savedOf(figures, weeks, after);
  return {
    asOf: facts.asOf,
    beforeFrom: dayOfNumber(before.from),
    beforeTo: dayOfNumber(before.to),
    afterFrom: dayOfNumber(after.from),
    afterTo: dayOfNumber(after.to),
    figures,
    savedFenPerYear,
    retrofit,
    paybackMonths: paybackOf(savedFenPerYear, retrofit),
  };
}

interface Stretch {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** Machines that have been there from the first ninety days to the last, and both stretches; null where they meet. */
function windowsOf(
  facts: OperatingFacts,
): { readonly machines: ReadonlySet<string>; readonly before: Stretch; readonly after: Stretch } | null {
  const first = facts.machineDays[0]?.day;
  if (first === undefined) return null;
  const last = dayNumberOf(facts.asOf);
  const days = parameters.days.value;
  const before = { from: first, to: first + days - 1 };
  const after = { from: last - days + 1, to: last };
  if (after.from <= before.to) return null;
  const inBefore = new Set<string>();
  const inAfter = new Set<string>();
  for (const { asset, day } of facts.machineDays) {
    if (day <= before.to) inBefore.add(asset);
    if (day >= after.from) inAfter.add(asset);
  }
  return { machines: new Set([...inBefore].filter((asset) => inAfter.has(asset))), before, after };
}

interface WeekSums {
  runMinutes: number;
  loadMinutes: number;
  /** Minutes that the parts made would have taken at the ideal cycle. */
  idealMinutes: number;
  good: number;
  scrap: number;
  made: number;
  energyWh: number;
}

/** Sums of the weeks away from the lunar new year; electricity of the machines, else of the site. */
function weeksOf(facts: OperatingFacts, machines: ReadonlySet<string>): ReadonlyMap<DayNumber, WeekSums> {
  const cycles = cyclesOf(facts, machines);
  const hasOwnEnergy = facts.machineDays.some(
    ({ energyWh, asset }) => energyWh !== null && machines.has(asset),
  );
  const weeks = new Map<DayNumber, WeekSums>();
  const at = (day: DayNumber): WeekSums => {
    const monday = mondayOf(day);
    const sums = weeks.get(monday) ?? {
      runMinutes: 0,
      loadMinutes: 0,
      idealMinutes: 0,
      good: 0,
      scrap: 0,
      made: 0,
      energyWh: 0,
    };
    weeks.set(monday, sums);
    return sums;
  };
  for (const row of facts.machineDays) {
    if (!machines.has(row.asset) || isHoliday(row.day)) continue;
    const sums = at(row.day);
    const made = madeOf(row);
    sums.runMinutes += row.runMinutes;
    sums.loadMinutes += row.runMinutes + row.idleMinutes + row.alarmMinutes;
    sums.idealMinutes += (made * (cycles.get(row.asset) ?? 0)) / 60_000;
    sums.good += row.goodCount;
    sums.scrap += row.scrapCount + row.rejectCount;
    sums.made += made;
    sums.energyWh += row.energyWh ?? 0;
  }
  if (hasOwnEnergy) return weeks;
  for (const { medium, day, quantity } of facts.meterDays) {
    if (medium === "electricity" && !isHoliday(day) && weeks.has(mondayOf(day))) at(day).energyWh += quantity;
  }
  return weeks;
}

function madeOf({ goodCount, rejectCount, scrapCount }: MachineDay): number {
  return goodCount + rejectCount + scrapCount;
}

function mondayOf(day: DayNumber): DayNumber {
  return day - ((((day + 3) % 7) + 7) % 7);
}

const holidayDays = 21;

function isHoliday(day: DayNumber): boolean {
  const offset = lunarNewYearOffsetOf(dayOfNumber(day));
  return offset >= -7 && offset <= holidayDays;
}

const bestShare = 0.95;

/** Milliseconds a part should take: as the machine's papers say, else as on its best days. */
function cyclesOf(facts: OperatingFacts, machines: ReadonlySet<string>): ReadonlyMap<string, number> {
  const cycles = new Map<string, number>();
  for (const { asset, idealCycleMs } of newestTwins(facts.twins)) {
    if (machines.has(asset) && idealCycleMs !== null) cycles.set(asset, idealCycleMs);
  }
  const rates = new Map<string, number[]>();
  for (const row of facts.machineDays) {
    const made = madeOf(row);
    if (!machines.has(row.asset) || cycles.has(row.asset) || row.runMinutes < 60 || made === 0) continue;
    const list = rates.get(row.asset) ?? [];
    list.push((row.runMinutes * 60_000) / made);
    rates.set(row.asset, list);
  }
  for (const [asset, list] of rates) {
    list.sort((left, right) => left - right);
    const best = list[Math.floor(list.length * (1 - bestShare))];
    if (best !== undefined) cycles.set(asset, best);
  }
  return cycles;
}

/** A week's figure with what it weighs: ratios are of sums, and weeks with little weigh little. */
function figureOf(
  figure: BeforeAfter["figure"],
  { loadMinutes, idealMinutes, good, scrap, made, energyWh }: WeekSums,
): { readonly value: number; readonly weight: number } | null {
  switch (figure) {
    case "oee":
      if (loadMinutes <= 0 || made <= 0) return null;
      return { value: (idealMinutes / loadMinutes) * (good / made) * 1_000_000, weight: loadMinutes };
    case "energyPerUnit":
      return good <= 0 || energyWh <= 0 ? null : { value: energyWh / good, weight: good };
    case "scrap":
      return made <= 0 ? null : { value: (scrap / made) * 1_000_000, weight: made };
  }
}

function verdictOf(
  { before, change, low, high }: Pick<BeforeAfter, "before" | "change" | "low" | "high">,
  isBetterBelow: boolean,
): BeforeAfter["verdict"] {
  if (change === null || low === null || high === null) return "notComputable";
  const least = (Math.abs(before ?? 0) * parameters.leastChangePpm.value) / 1_000_000;
  if ((low <= 0 && high >= 0) || Math.abs(change) < least) return "noDifference";
  return change < 0 === isBetterBelow ? "better" : "worse";
}

/** Electricity saved in a year at the parts made lately; only what is sure to be a saving counts. */
function savedOf(
  figures: readonly BeforeAfter[],
  weeks: ReadonlyMap<DayNumber, WeekSums>,
  after: Stretch,
): Fen | null {
  const energy = figures.find(({ figure }) => figure === "energyPerUnit");
  if (energy === undefined || energy.change === null) return null;
  if (energy.verdict !== "better") return 0n;
  const lately = [...weeks].filter(([monday]) => monday >= after.from);
  if (lately.length === 0) return null;
  const unitsPerYear = (lately.reduce((sum, [, { good }]) => sum + good, 0) / lately.length) * 52;
  const fenPerWh = parameters.fenPerKilowattHour.value / 1_000;
  return BigInt(Math.round(-energy.change * unitsPerYear * fenPerWh));
}

function paybackOf(savedFen: Fen | null, retrofit: RetrofitCost | null): number | null {
  if (savedFen === null || savedFen <= 0n || retrofit === null) return null;
  const own = retrofit.costFen - retrofit.subsidyFen;
  return own <= 0n ? 0 : Math.round((Number(own) / Number(savedFen)) * 120) / 10;
}

function notYet(facts: OperatingFacts, retrofit: RetrofitCost | null): ConnectionReport {
  const figures = (["oee", "energyPerUnit", "scrap"] as const).map(
    (figure): BeforeAfter => ({
      figure,
      before: null,
      after: null,
      change: null,
      low: null,
      high: null,
      machines: 0,
      verdict: "notComputable",
    }),
  );
  const none = { beforeFrom: null, beforeTo: null, afterFrom: null, afterTo: null };
  return { asOf: facts.asOf, ...none, figures, savedFenPerYear: null, retrofit, paybackMonths: null };
}
