import type { DayNumber, Evidence, MachineDay, MeterDay, OperatingFacts, TwinRow } from "#operations";

/** The days of one machine in their order, one element a day. */
export interface MachineSeries {
  readonly asset: string;
  readonly days: readonly MachineDay[];
  readonly twin: TwinRow | null;
}

/** The days of one meter in their order, one element a day. */
export interface MeterSeries {
  readonly asset: string;
  readonly medium: MeterDay["medium"];
  readonly days: readonly MeterDay[];
}

export function machineSeriesOf(facts: OperatingFacts): MachineSeries[] {
  const twins = new Map(facts.twins.map((twin) => [twin.asset, twin]));
  return [...byAsset(facts.machineDays)].map(([asset, days]) => ({
    asset,
    days,
    twin: twins.get(asset) ?? null,
  }));
}

export function meterSeriesOf(facts: OperatingFacts): MeterSeries[] {
  return [...byAsset(facts.meterDays)].map(([asset, days]) => ({
    asset,
    medium: days[0]?.medium ?? "electricity",
    days,
  }));
}

/** By name, so that the order of rows changes nothing. */
function byAsset<Row extends { readonly asset: string; readonly day: DayNumber }>(
  rows: readonly Row[],
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.asset);
    if (group === undefined) groups.set(row.asset, [row]);
    else group.push(row);
  }
  const sortedAssets = [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
  return new Map(
    sortedAssets.map(([asset, days]) => [asset, days.sort((left, right) => left.day - right.day)]),
  );
}

/** Parts of a machine's day, good or not. */
export function partsOf(day: MachineDay): number {
  return day.goodCount + day.rejectCount + day.scrapCount;
}

/** Share of days of each evidence; all zero of nothing. */
export function evidenceSharesOf(
  days: readonly { readonly evidence: Evidence }[],
): Readonly<Record<Evidence, number>> {
  const counts = { device: 0, gateway: 0, manual: 0 };
  for (const { evidence } of days) counts[evidence] += 1;
  const total = Math.max(1, days.length);
  return { device: counts.device / total, gateway: counts.gateway / total, manual: counts.manual / total };
}
