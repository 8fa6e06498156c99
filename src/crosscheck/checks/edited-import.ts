import { isOrdinaryWorkingDay } from "#association";
import type { DayNumber } from "#operations";
import { partsOf } from "../asset-series.ts";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { binomialTail, median, robustSpread } from "../robust-statistics.ts";

const check = "handEntries";

/** One field of all assets in the order of days. */
interface Field {
  readonly name: "runMinutes" | "idleMinutes" | "parts" | "energyWh" | "quantity" | "nightQuantity";
  readonly stream: "machineDays" | "meterDays";
  readonly values: readonly Value[];
}

interface Value {
  readonly asset: string;
  readonly day: DayNumber;
  readonly number: number;
  readonly isManual: boolean;
}

/**
 * Entries of hand or file whose last digits change their habit together with their level. A person who writes quarters
 * of an hour has done so from the first day; numbers that were meant for a purpose begin to end in 0 and 5 on some day,
 * and from then on stand higher against what others measured.
 */
export const checkHandEntries: Check = (input) => {
  const fields = fieldsOf(input).filter(
    ({ values }) => values.filter(({ isManual }) => isManual).length >= input.parameters.editedFewestValues,
  );
  if (fields.length === 0) return notComputable(check, "noData");
  const found = fields
    .flatMap((field) => findEdit(field, { input, tries: fields.length }))
    .sort((left, right) => right.strength - left.strength)
    .slice(0, 1);
  return concluded(check, found, fields.length);
};

/** Values of at least three digits, whose last one says nothing of the size. */
function fieldsOf({ machines, meters }: CheckInput): Field[] {
  const lists = new Map<Field["name"], Value[]>();
  const note = (name: Field["name"], value: Value): void => {
    if (value.number < 100) return;
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [value]);
    else list.push(value);
  };
  for (const { asset, days } of machines) {
    for (const day of days) {
      const common = { asset, day: day.day, isManual: day.evidence === "manual" };
      note("runMinutes", { ...common, number: day.runMinutes });
      note("idleMinutes", { ...common, number: day.idleMinutes });
      note("parts", { ...common, number: partsOf(day) });
      note("energyWh", { ...common, number: day.energyWh ?? 0 });
    }
  }
  for (const { asset, days } of meters) {
    for (const day of days) {
      const common = { asset, day: day.day, isManual: day.evidence === "manual" };
      note("quantity", { ...common, number: day.quantity });
      note("nightQuantity", { ...common, number: day.nightQuantity ?? 0 });
    }
  }
  return [...lists].map(([name, values]) => ({
    name,
    stream: name === "quantity" || name === "nightQuantity" ? "meterDays" : "machineDays",
    values: values.sort((left, right) => left.day - right.day),
  }));
}

function findEdit(
  field: Field,
  { input, tries }: { readonly input: CheckInput; readonly tries: number },
): Contradiction[] {
  const { parameters, lastDay } = input;
  const onset = changeOfHabit(field.values, parameters.editedFewestValues);
  if (onset === null || onset.later < Math.max(parameters.editedRoundShare, onset.earlier + 0.15)) return [];
  const level = levelChange(field, { onset: onset.day, input });
  const chance = onset.chance * tries;
  if (chance > parameters.mostChance || level === null || Math.abs(level) < parameters.editedLevel) return [];
  const manual = field.values.filter(({ day, isManual }) => isManual && day >= onset.day);
  const assets = [...new Set(manual.map(({ asset }) => asset))].sort();
  const stretch = { fromDay: onset.day, toDay: manual.at(-1)?.day ?? lastDay };
  return [
    contradict({
      type: "editedImport",
      sentence: "editedImport",
      ...stretch,
      chance,
      figures: {
        count: manual.length,
        found: percent(onset.later),
        expected: percent(onset.earlier),
        level: percent(Math.exp(level)),
      },
      rows: assets.map((asset) => readingsOf(field.stream, asset, stretch)),
    }),
  ];
}

interface Onset {
  readonly day: DayNumber;
  readonly earlier: number;
  readonly later: number;
  readonly chance: number;
}

/** The day from which entries of hand end in 0 or 5 most unlike all entries before. */
function changeOfHabit(values: readonly Value[], fewest: number): Onset | null {
  const manualLeft = values.filter(({ isManual }) => isManual).length;
  const roundLeft = values.filter(({ isManual, number }) => isManual && number % 5 === 0).length;
  let before = { all: 0, round: 0 };
  let after = { all: manualLeft, round: roundLeft };
  let best: (Onset & { readonly z: number }) | null = null;
  let tried = 0;
  for (const { day, number, isManual } of values) {
    const isCandidate = isManual && day !== tried;
    if (isCandidate) tried = day;
    if (isCandidate && before.all >= fewest && after.all >= fewest) {
      // One value in five is round by nature, and none of few proves that it never happens.
      const earlier = Math.max(0.2, (before.round + 1) / (before.all + 2));
      const later = after.round / after.all;
      const z = (later - earlier) * Math.sqrt(after.all / (earlier * (1 - earlier) + 1e-9));
      if (z > (best?.z ?? 0)) {
        best = { day, earlier, later, z, chance: binomialTail(after.round, after.all, earlier) * 100 };
      }
    }
    const isRound = number % 5 === 0 ? 1 : 0;
    before = { all: before.all + 1, round: before.round + isRound };
    if (isManual) after = { all: after.all - 1, round: after.round - isRound };
  }
  return best;
}

/** Change of the field's day sum against what was not edited: the plant's meter, or the machines' hours for a meter. */
function levelChange(
  field: Field,
  { onset, input }: { readonly onset: DayNumber; readonly input: CheckInput },
): number | null {
  const own = sumByDay(field.values);
  const others = field.stream === "meterDays" ? hoursByDay(input) : energyByDay(input);
  const ratios = [...own].flatMap(([day, sum]) => {
    const other = others.get(day) ?? 0;
    return other > 0 && isOrdinaryWorkingDay(day) ? [{ day, value: Math.log(sum / other) }] : [];
  });
  const before = ratios.filter(({ day }) => day < onset).map(({ value }) => value);
  const after = ratios.filter(({ day }) => day >= onset).map(({ value }) => value);
  if (before.length < 15 || after.length < 5) return null;
  const change = median(after) - median(before);
  const noise = (2.5 * robustSpread(before)) / Math.sqrt(Math.min(before.length, after.length) / 3);
  return Math.abs(change) < noise ? 0 : change;
}

function sumByDay(
  values: readonly { readonly day: DayNumber; readonly number: number }[],
): Map<DayNumber, number> {
  const sums = new Map<DayNumber, number>();
  for (const { day, number } of values) sums.set(day, (sums.get(day) ?? 0) + number);
  return sums;
}

function energyByDay({ meters }: CheckInput): Map<DayNumber, number> {
  const electric = meters.filter(({ medium }) => medium === "electricity");
  return sumByDay(
    electric.flatMap(({ days }) => days.map(({ day, quantity }) => ({ day, number: quantity }))),
  );
}

function hoursByDay({ machines }: CheckInput): Map<DayNumber, number> {
  return sumByDay(
    machines.flatMap(({ days }) => days.map(({ day, runMinutes }) => ({ day, number: runMinutes }))),
  );
}
