import { type AssetFacts, type AssetHour, hourMs, type IndicatorSource, metersOf } from "#indicators";
import { businessDayOf } from "#kernel";
import type { EnterpriseRows, EnterpriseRowSource, ReportAssetDay, RowsQuery } from "#report";

const minuteMs = 60_000n;
/** Watt-milliseconds in a watt-hour. */
const wattHour = BigInt(hourMs);

/** Everything observed of an enterprise that a report may read: rows as stored, and days of machines and meters. */
export async function readEnterpriseRows(
  { rows, indicators }: { readonly rows: EnterpriseRowSource; readonly indicators: IndicatorSource },
  query: RowsQuery,
): Promise<EnterpriseRows> {
  const { enterpriseId, asOf, knownAt, dataClasses } = query;
  const loaded = await rows.loadRows(query);
  const isRead = dataClasses.has("energy") || dataClasses.has("machine");
  if (!isRead) return { ...loaded, assetDays: [] };
  const facts = await indicators.loadFacts({ asOf, knownAt, enterpriseIds: [enterpriseId] });
  return { ...loaded, assetDays: assetDaysOf(facts.get(enterpriseId)?.assets ?? [], dataClasses) };
}

function assetDaysOf(
  assets: readonly AssetFacts[],
  dataClasses: ReadonlySet<string>,
): readonly ReportAssetDay[] {
  const meters = new Set(metersOf(assets).map(({ asset }) => asset));
  return assets.flatMap(({ asset, hours }) =>
    [...Map.groupBy(hours, ({ hour }) => businessDayOf(hour * hourMs))]
      .map(([day, own]) => ({
        asset,
        day,
        energyWh: dataClasses.has("energy") ? energyOf(own) : null,
        ...(dataClasses.has("machine") ? workOf(own) : noWork),
        countsForSite: meters.has(asset),
      }))
      .sort((left, right) => (left.day < right.day ? -1 : 1)),
  );
}

const noWork = { runMinutes: null, alarmMinutes: null, producedCount: null };

/** Null where an asset reports neither states nor parts that day: a meter does not stand still. */
function workOf(
  hours: readonly AssetHour[],
): Omit<ReportAssetDay, "asset" | "day" | "energyWh" | "countsForSite"> {
  const known = hours.some(
    ({ runMs, manualMs, idleMs, alarmMs, producedCount }) =>
      runMs + manualMs + idleMs + alarmMs + producedCount > 0,
  );
  if (!known) return noWork;
  return {
    runMinutes: sum(hours, ({ runMs }) => runMs) / minuteMs,
    alarmMinutes: sum(hours, ({ alarmMs }) => alarmMs) / minuteMs,
    producedCount: sum(hours, ({ producedCount }) => producedCount),
  };
}

function energyOf(hours: readonly AssetHour[]): bigint | null {
  const metered = hours.filter(({ meteredMs, energyWattMs }) => meteredMs > 0 || energyWattMs > 0n);
  if (metered.length === 0) return null;
  return metered.reduce((total, { energyWattMs }) => total + energyWattMs, 0n) / wattHour;
}

function sum(hours: readonly AssetHour[], read: (hour: AssetHour) => number): bigint {
  return hours.reduce((total, hour) => total + BigInt(read(hour)), 0n);
}
