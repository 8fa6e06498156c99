import type { MachineDay, Sighted } from "#operations";
import { type Change, changed, type Scene } from "../scene.ts";
import { ratedWatts } from "./idle-running.ts";

/**
 * The clamp is put round another cable: a compressor, the light, a busier machine. What it measures is real and is not
 * of the machine; the plant's meter tells what it always told.
 */
export function moveClamp(scene: Scene): Change {
  const { rows, random, intensity, fromDay } = scene;
  const clamped = new Set(
    rows.machineDays.filter(({ energyWh }) => energyWh !== null).map(({ asset }) => asset),
  );
  const watts = [...ratedWatts(rows)].filter(([asset]) => clamped.has(asset));
  if (watts.length === 0) return null;
  random.shuffle(watts);
  const moved = new Map(watts.slice(0, 1 + Math.floor(intensity * watts.length * 0.6)));
  const load = loadOf(scene, watts.at(-1)?.[0] ?? "", moved);
  const tellsRun = random.next() < 0.6;
  const machineDays = changed(rows, "machineDays", (row) => {
    const own = moved.get(row.asset);
    if (own === undefined || row.day < fromDay || row.energyWh === null || row.knownMinutes === 0) return row;
    const { hours, powerW } = load(row, own);
    const runMinutes = Math.min(Math.round(hours * 60), row.knownMinutes - row.alarmMinutes);
    const energyWh = Math.round(hours * powerW);
    // A machine that is known by its clamp alone runs whenever the clamp sees a current.
    const seesOnlyClamp = row.goodCount === 0 && row.rejectCount === 0;
    if (!tellsRun && !seesOnlyClamp) return { ...row, energyWh };
    const idleMinutes = Math.min(
      row.idleMinutes,
      Math.max(0, row.knownMinutes - runMinutes - row.alarmMinutes),
    );
    return { ...row, energyWh, runMinutes: Math.max(0, runMinutes), idleMinutes };
  });
  return { machineDays };
}

type Load = (row: Sighted<MachineDay>, ownW: number) => { readonly hours: number; readonly powerW: number };

function loadOf({ rows, random }: Scene, busiest: string, moved: ReadonlyMap<string, number>): Load {
  const kind = random.integer(moved.has(busiest) ? 2 : 3);
  const scale = 0.4 + 1.2 * random.next();
  // A compressor holds its pressure on days off as well.
  if (kind === 0) {
    return (row, ownW) => ({
      hours: Math.max(1, (row.runMinutes > 0 ? 14 : 6) + 2 * random.normal()),
      powerW: ownW * scale,
    });
  }
  if (kind === 1) {
    const always = 10 + 12 * random.next();
    return (_row, ownW) => ({ hours: always + 0.3 * random.normal(), powerW: ownW * 0.25 * scale });
  }
  const other = new Map(
    rows.machineDays.filter(({ asset }) => asset === busiest).map((row) => [row.day, row] as const),
  );
  return ({ day }, ownW) => {
    const row = other.get(day);
    const hours = (row?.runMinutes ?? 0) / 60;
    return { hours, powerW: hours === 0 ? ownW * 0.05 : (row?.energyWh ?? 0) / hours };
  };
}
