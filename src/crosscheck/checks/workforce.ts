import { isOrdinaryDay } from "#association";
import type { DayNumber } from "#operations";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { blocksOf, findLevelBreak } from "../level-break.ts";

const check = "workforce";

/** People and shifts against machines: hours of machines for an hour of work, and machines that run without anybody. */
export const checkWorkforce: Check = (input) => {
  const running = runningByDay(input);
  const days = input.facts.workforce.filter(({ day }) => running.has(day));
  if (days.length < 60) return notComputable(check, days.length === 0 ? "noData" : "tooShort");
  const found = [...compareHours(input, running), ...emptyDays(input, running)];
  return concluded(check, found, days.length);
};

function runningByDay({ machines }: CheckInput): Map<DayNumber, number> {
  const running = new Map<DayNumber, number>();
  for (const { days } of machines) {
    for (const { day, runMinutes } of days) running.set(day, (running.get(day) ?? 0) + runMinutes);
  }
  return running;
}

function compareHours(
  { facts, parameters, lastDay }: CheckInput,
  running: ReadonlyMap<DayNumber, number>,
): Contradiction[] {
  const points = facts.workforce.flatMap(({ day, workMinutes }) => {
    const minutes = running.get(day) ?? 0;
    return workMinutes > 0 && minutes > 0 && isOrdinaryDay(day)
      ? [{ day, value: Math.log(minutes / workMinutes) }]
      : [];
  });
  const step = findLevelBreak(blocksOf(points, parameters.blockDays), {
    fewestBefore: parameters.fewestBlocksBefore,
    fewestAfter: parameters.fewestBlocksAfter,
  });
  if (step === null || step.chance > parameters.mostChance) return [];
  const least = Math.max(parameters.leastFlowShift, parameters.spreadsOfShift * step.spread);
  if (Math.abs(step.shift) < least || step.separation < parameters.leastSeparation) return [];
  const { fromDay } = step;
  return [
    contradict({
      type: "headcountOutput",
      sentence: "headcountOutput",
      fromDay,
      toDay: lastDay,
      chance: step.chance,
      figures: { found: percent(Math.exp(step.shift)), expected: 100 },
      rows: [{ stream: "workforce", asset: "", numbers: [], fromDay, toDay: lastDay }],
    }),
  ];
}

/** Days on which nobody came and the machines ran as on a full day; lights-out plants do so from the start. */
function emptyDays(
  { facts, lastDay, parameters }: CheckInput,
  running: ReadonlyMap<DayNumber, number>,
): Contradiction[] {
  const full = facts.workforce.filter(({ present }) => present > 0).map(({ day }) => running.get(day) ?? 0);
  const usual = full.sort((left, right) => left - right)[full.length >> 1] ?? 0;
  const empty = facts.workforce.filter(
    ({ day, present }) => present === 0 && (running.get(day) ?? 0) > 0.8 * usual && usual > 240,
  );
  const recent = empty.filter(({ day }) => day > lastDay - 180);
  const earlier = empty.length - recent.length;
  if (recent.length < parameters.stuckFewestDays || earlier >= recent.length / 2) return [];
  const fromDay = recent[0]?.day ?? lastDay;
  const toDay = recent.at(-1)?.day ?? lastDay;
  return [
    contradict({
      type: "headcountOutput",
      sentence: "emptyPlant",
      fromDay,
      toDay,
      chance: 0.01,
      figures: { found: recent.length, expected: earlier },
      rows: [{ stream: "workforce", asset: "", numbers: [], fromDay, toDay }],
    }),
  ];
}
