import { businessDayOf, createRandom, type EpochMs, isWorkingDay, startOfDayMs } from "#kernel";

/** A machine or a meter of a simulated plant. */
export interface PlantElement {
  /** Code in the registry, for example `INJ-01`. */
  readonly code: string;
  readonly kind: "machine" | "meter";
  readonly name: string;
  /** Power of the running machine, or of everything behind the meter, W. */
  readonly powerW: number;
  /** Seconds a part; 0 for a meter, and for a machine whose parts nobody counts. */
  readonly cycleSeconds: number;
}

/** A simulated plant: what stands in it and when it works. */
export interface Plant {
  readonly seed: string;
  readonly elements: readonly PlantElement[];
  /** `threeShifts` runs day and night, every day; the others on working days: `twoShifts` 6:00–22:00, `dayShift` 8:00–18:00. */
  readonly rhythm: "threeShifts" | "twoShifts" | "dayShift";
}

/** One minute of one element, as its controller or its meter would write it down. */
export interface PlantMinute {
  readonly element: string;
  readonly kind: PlantElement["kind"];
  /** End of the minute. */
  readonly atMs: EpochMs;
  /** 0 idle, 2 automatic, 3 alarm; a meter has none. */
  readonly state: number | null;
  readonly powerW: number;
  readonly itemCount: number | null;
  readonly energyWh: number | null;
}

const minuteMs = 60_000;
const spellMs = 20 * minuteMs;

/**
 * What a plant did in the minutes that end within (fromMs, toMs]. A minute depends on the seed and its time alone, so that
 * the past written at once and the present written live are one series.
 */
export function plantMinutes(plant: Plant, fromMs: EpochMs, toMs: EpochMs): PlantMinute[] {
  const minutes: PlantMinute[] = [];
  const first = (Math.floor(fromMs / minuteMs) + 1) * minuteMs;
  for (let atMs = first; atMs <= toMs; atMs += minuteMs) {
    const isOpen = isAtWork(plant.rhythm, atMs - minuteMs);
    const machines = plant.elements
      .filter(({ kind }) => kind === "machine")
      .map((element) => machineMinute(plant.seed, element, atMs, isOpen));
    minutes.push(...machines);
    const drawnW = machines.reduce((sum, { powerW }) => sum + powerW, 0);
    for (const element of plant.elements) {
      if (element.kind === "meter") minutes.push(meterMinute(plant.seed, element, atMs, drawnW));
    }
  }
  return minutes;
}

function machineMinute(seed: string, element: PlantElement, atMs: EpochMs, isOpen: boolean): PlantMinute {
  const spell = createRandom(`${seed}/${element.code}/${Math.floor((atMs - 1) / spellMs)}`).next();
  const random = createRandom(`${seed}/${element.code}/${atMs}`);
  const state = !isOpen ? 0 : spell < 0.84 ? 2 : spell < 0.87 ? 3 : 0;
  const share = state === 2 ? 0.85 + 0.06 * random.normal() : 0.05;
  const parts = state === 2 && element.cycleSeconds > 0 ? 60 / element.cycleSeconds : 0;
  const whole = Math.floor(parts);
  return {
    element: element.code,
    kind: "machine",
    atMs,
    state,
    powerW: Math.max(0, Math.round(element.powerW * share)),
    itemCount: whole + (random.next() < parts - whole ? 1 : 0),
    energyWh: null,
  };
}

/** A meter sees its machines, and light and compressors beside them. */
function meterMinute(seed: string, element: PlantElement, atMs: EpochMs, drawnW: number): PlantMinute {
  const random = createRandom(`${seed}/${element.code}/${atMs}`);
  const powerW = Math.max(0, Math.round(drawnW + element.powerW * (0.08 + 0.01 * random.normal())));
  return {
    element: element.code,
    kind: "meter",
    atMs,
    state: null,
    powerW,
    itemCount: null,
    energyWh: Math.round(powerW / 60),
  };
}

function isAtWork(rhythm: Plant["rhythm"], atMs: EpochMs): boolean {
  if (rhythm === "threeShifts") return true;
  const day = businessDayOf(atMs);
  const hours = (atMs - startOfDayMs(day)) / 3_600_000;
  const [opensAt, closesAt] = rhythm === "twoShifts" ? [6, 22] : [8, 18];
  return isWorkingDay(day) && hours >= opensAt && hours < closesAt;
}
