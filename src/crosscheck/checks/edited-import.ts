import type { DayNumber } from "#operations";
import { partsOf } from "../asset-series.ts";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent, readingsOf } from "../contradict.ts";
import { binomialTail, median } from "../robust-statistics.ts";

const check = "handEntries";

interface Value {
  readonly stream: "machineDays" | "meterDays";
  readonly asset: string;
  readonly day: DayNumber;
  /** A whole number with at least three digits: its last digit says nothing of the size. */
  readonly number: number;
}

/**
 * Last digits of what was entered by hand or by file: a meter's end in 0 or 5 one time in five, a person's far more
 * often. Compared with the enterprise's own readings that came from devices, which may be rounded by their maker.
 */
export const checkHandEntries: Check = (input) => {
  const manual = valuesOf(input, true);
  const sensed = valuesOf(input, false);
  const { editedFewestValues, editedRoundShare, mostChance } = input.parameters;
  if (manual.length < editedFewestValues) return notComputable(check, "noData");
  const natural = sensed.length >= editedFewestValues ? roundShare(sensed) : 0.2;
  const share = roundShare(manual);
  const chance = binomialTail(share * manual.length, manual.length, Math.max(natural, 0.2));
  if (share < Math.max(editedRoundShare, natural + 0.15) || chance > mostChance) {
    return concluded(check, [], share);
  }
  const fromDay = Math.min(...manual.map(({ day }) => day));
  const toDay = Math.max(...manual.map(({ day }) => day));
  const assets = [...new Set(manual.map(({ asset }) => asset))].sort();
  const found = contradict({
    type: "editedImport",
    sentence: "editedImport",
    fromDay,
    toDay,
    chance,
    figures: {
      count: manual.length,
      found: percent(share),
      expected: percent(natural),
      level: percent(levelOf(manual, sensed)),
    },
    rows: assets.map((asset) =>
      readingsOf(manual.find((value) => value.asset === asset)?.stream ?? "machineDays", asset, {
        fromDay,
        toDay,
      }),
    ),
  });
  return concluded(check, [found], share);
};

function valuesOf({ machines, meters }: CheckInput, isManual: boolean): Value[] {
  const values: Value[] = [];
  const note = (value: Value): void => {
    if (value.number >= 100) values.push(value);
  };
  for (const { asset, days } of machines) {
    for (const day of days) {
      if ((day.evidence === "manual") !== isManual) continue;
      note({ stream: "machineDays", asset, day: day.day, number: partsOf(day) });
      note({
        stream: "machineDays",
        asset,
        day: day.day,
        number: Math.round((day.energyWh ?? 0) / unitOf(day.energyWh)),
      });
      note({ stream: "machineDays", asset, day: day.day, number: day.runMinutes });
    }
  }
  for (const { asset, days } of meters) {
    for (const day of days) {
      if ((day.evidence === "manual") !== isManual) continue;
      note({
        stream: "meterDays",
        asset,
        day: day.day,
        number: Math.round(day.quantity / unitOf(day.quantity)),
      });
    }
  }
  return values;
}

/** Whole kilowatt-hours are kept as 1,000 Wh: the digits that a person wrote are those of the kilowatt-hours. */
function unitOf(wattHours: number | null): number {
  return wattHours !== null && wattHours % 1000 === 0 ? 1000 : 1;
}

function roundShare(values: readonly Value[]): number {
  return values.filter(({ number }) => number % 5 === 0).length / Math.max(1, values.length);
}

/** Level of the hand's values against the sensed ones of the same assets. */
function levelOf(manual: readonly Value[], sensed: readonly Value[]): number {
  const ratios = [...new Set(manual.map(({ asset }) => asset))].flatMap((asset) => {
    const own = manual.filter((value) => value.asset === asset).map(({ number }) => number);
    const other = sensed.filter((value) => value.asset === asset).map(({ number }) => number);
    return other.length < 10 ? [] : [median(own) / median(other)];
  });
  return ratios.length === 0 ? 1 : median(ratios);
}
