import type { TotalsByDay } from "#association";
import type { DayNumber } from "#operations";
import type { DaySums } from "./day-sums.ts";
import { growingTotals } from "./growing-totals.ts";
import type { OperatingBatch } from "./operating-batch.ts";
import type { OperationsSeries } from "./operations-series.ts";

const msAMinute = 60_000;
const minutesADay = 1440;
/** A machine is new when it went into service so long after the first row. */
const newAfterDays = 60;

export interface GrowingMachines {
  add(batch: OperatingBatch): void;
  hasMachine(): boolean;
  hasMeter(): boolean;
  runningMs(): DaySums;
  /** Minutes of running and watt-hours by day. */
  days(): { readonly running: TotalsByDay; readonly energy: TotalsByDay };
  /** The first day of each that changed since this was last asked. */
  takeChanges(): { readonly running: DayNumber; readonly energy: DayNumber };
  energyWh(): DaySums;
  newMachines(): Pick<OperationsSeries, "newRunMinutes" | "newKnownMinutes" | "newMachines" | "oldMachines">;
}

/** Running and energy by day; what is known of a part of a day stands for the whole, but for no more than twice as much. */
export function growMachines(): GrowingMachines {
  const running = growingTotals();
  const metered = growingTotals();
  const clamped = growingTotals();
  const newRun = growingTotals();
  const newKnown = growingTotals();
  const inServiceOn = new Map<string, DayNumber>();
  const machines = new Set<string>();
  const machineParts = growingParts();
  const clampParts = growingParts();
  const meterParts = growingParts();
  let firstDay = Number.POSITIVE_INFINITY;
  let isMetered = false;
  let isClamped = false;
  let wasMetered = false;
  const runningMinutes: TotalsByDay = {
    get: (day) => {
      const ms = running.days().get(day);
      return ms === undefined ? undefined : ms / msAMinute;
    },
    keys: () => running.days().keys(),
    get size() {
      return running.days().size;
    },
  };
  const isNew = (asset: string): boolean =>
    (inServiceOn.get(asset) ?? Number.NEGATIVE_INFINITY) > firstDay + newAfterDays;
  return {
    add: ({ twins = [], machineDays = [], meterDays = [] }) => {
      for (const twin of twins) {
        if (twin.kind !== "machine") continue;
        machines.add(twin.asset);
        if (twin.inServiceOn !== null) inServiceOn.set(twin.asset, twin.inServiceOn);
      }
      for (const { day } of machineDays) firstDay = Math.min(firstDay, day);
      for (const row of machineDays) {
        if (row.knownMinutes === 0) continue;
        machines.add(row.asset);
        const part = { day: row.day, known: row.knownMinutes };
        running.add(row.day, machineParts.added(row.asset, { ...part, value: row.runMinutes }) * msAMinute);
        if (isNew(row.asset)) {
          newRun.add(row.day, row.runMinutes);
          newKnown.add(row.day, row.knownMinutes);
        }
        if (row.energyWh === null) continue;
        isClamped = true;
        clamped.add(row.day, clampParts.added(row.asset, { ...part, value: row.energyWh }));
      }
      for (const { asset, medium, day, quantity, knownMinutes } of meterDays) {
        if (medium !== "electricity" || knownMinutes === 0) continue;
        isMetered = true;
        metered.add(day, meterParts.added(asset, { day, known: knownMinutes, value: quantity }));
      }
    },
    hasMachine: () => running.snapshot().days.length > 0,
    hasMeter: () => isMetered || isClamped,
    runningMs: () => running.snapshot(),
    days: () => ({ running: runningMinutes, energy: (isMetered ? metered : clamped).days() }),
    takeChanges: () => {
      const change = (isMetered ? metered : clamped).takeChange();
      // Meters in the place of clamps are another series.
      const energy = isMetered === wasMetered ? change : Number.NEGATIVE_INFINITY;
      wasMetered = isMetered;
      return { running: running.takeChange(), energy };
    },
    energyWh: () => (isMetered ? metered : clamped).snapshot(),
    newMachines: () => {
      const added = [...machines].filter(isNew);
      return {
        newRunMinutes: newRun.snapshot(),
        newKnownMinutes: newKnown.snapshot(),
        newMachines: added.map((asset) => ({ asset, inServiceOn: inServiceOn.get(asset) ?? 0 })),
        oldMachines: machines.size - added.length,
      };
    },
  };
}

interface Part {
  readonly day: DayNumber;
  readonly known: number;
  readonly value: number;
}

/** What a part of an asset's day adds to the day's total, once the parts that came before are scaled up with it. */
function growingParts(): { added(asset: string, part: Part): number } {
  const assets = new Map<string, Map<DayNumber, Part>>();
  // Rows mostly come asset by asset.
  let lastAsset: string | null = null;
  let lastDays = new Map<DayNumber, Part>();
  const daysOf = (asset: string): Map<DayNumber, Part> => {
    if (asset === lastAsset) return lastDays;
    lastAsset = asset;
    lastDays = assets.get(asset) ?? new Map<DayNumber, Part>();
    assets.set(asset, lastDays);
    return lastDays;
  };
  return {
    added: (asset, part) => {
      const days = daysOf(asset);
      const before = days.get(part.day);
      if (before === undefined) {
        days.set(part.day, part);
        return scaled(part);
      }
      const known = Math.min(minutesADay, before.known + part.known);
      const sum = { day: part.day, known, value: before.value + part.value };
      days.set(part.day, sum);
      return scaled(sum) - scaled(before);
    },
  };
}

function scaled({ known, value }: Part): number {
  return Math.round(value * Math.min(2, minutesADay / known));
}
