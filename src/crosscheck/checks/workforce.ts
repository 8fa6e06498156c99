import { isOrdinaryDay } from "#association";
import type { DayNumber } from "#operations";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { blocksOf, findLevelBreak, type LevelBreak } from "../level-break.ts";
import { steadySince } from "../steady-fleet.ts";
import { changeOf, outputChangeOf, stretchesAround } from "../third-voice.ts";

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

/**
 * Machine hours for an hour of work. Either may change alone in honest business: hands are kept through a lull, and a
 * plant that fills up runs longer with those it has. So goods are asked as well, and the two disagree where the one that
 * moved is the one that they do not follow.
 */
function compareHours(input: CheckInput, running: ReadonlyMap<DayNumber, number>): Contradiction[] {
  const { facts, parameters, lastDay } = input;
  const since = steadySince(input);
  const points = facts.workforce.flatMap(({ day, workMinutes }) => {
    const minutes = running.get(day) ?? 0;
    return day >= since && workMinutes > 0 && minutes > 0 && isOrdinaryDay(day)
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
  if (!isUnfollowed(step, input, running)) return [];
  return [
    contradict({
      type: "headcountOutput",
      sentence: "headcountOutput",
      fromDay,
      toDay: lastDay,
      chance: step.chance,
      figures: { found: percent(Math.exp(step.shift)), expected: 100 },
      rows: [
        { stream: "workforce", asset: "", numbers: [], fromDay, toDay: lastDay },
        ...input.machines.map(({ asset }) => readingsOf("machineDays", asset, { fromDay, toDay: lastDay })),
        { stream: "movements", asset: "", numbers: [], fromDay, toDay: lastDay },
      ],
    }),
  ];
}

/** Whether hours of work or of machines moved by most of the shift and what the plant put out stayed with the other. */
function isUnfollowed(
  { fromDay, shift }: LevelBreak,
  input: CheckInput,
  running: ReadonlyMap<DayNumber, number>,
): boolean {
  const stretches = stretchesAround(fromDay, input.lastDay);
  const ran = changeOf(
    [...running].map(([day, value]) => ({ day, value })).sort((one, other) => one.day - other.day),
    stretches,
  );
  const worked = changeOf(
    input.facts.workforce.map(({ day, workMinutes }) => ({ day, value: workMinutes })),
    stretches,
  );
  const output = outputChangeOf(input, stretches);
  if (ran === null || worked === null || output === null) return false;
  const half = Math.abs(shift) / 2;
  const isNearRun = Math.abs(output - ran) < Math.abs(output - worked);
  return isNearRun ? Math.abs(worked) >= half : Math.abs(ran) >= half;
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
