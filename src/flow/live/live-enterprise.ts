import type { ProjectedTelemetry } from "#collect";
import { ArrivingDays, readEvidences } from "#indicators";
import type { BusinessDay } from "#kernel";
import {
  addMachineDays,
  addMeterDays,
  type MachineDay,
  type MeterDay,
  type OperatingFacts,
  sumDays,
} from "#operations";
import type { LastArrival, LiveSeed } from "./seed-source.ts";

/**
 * The facts of one enterprise as of T, carried on with what arrives: to the bit those that a batch gives as of the same
 * T and the platform index it has reached.
 */
export class LiveEnterprise {
  readonly #base: OperatingFacts;
  readonly #seed: LiveSeed;
  readonly #days: ArrivingDays;
  #facts: OperatingFacts;
  #isChanged = false;
  #knownAt: number;
  #last: LastArrival | null;

  /** @param base  as of the T and N of the seed */
  constructor(base: OperatingFacts, seed: LiveSeed) {
    this.#base = base;
    this.#facts = base;
    this.#seed = seed;
    this.#knownAt = base.knownAt;
    this.#last = seed.last;
    this.#days = new ArrivingDays(seed.read, base.asOf);
  }

  get asOf(): BusinessDay {
    return this.#base.asOf;
  }

  /** Every leaf below it is taken. */
  get knownAt(): number {
    return this.#knownAt;
  }

  /** Null where no reading of the kept days is there. */
  get last(): LastArrival | null {
    return this.#last;
  }

  /** @returns whether it still holds; after a false it must be made anew */
  take(batch: ProjectedTelemetry): boolean {
    const { readings, isKept, isEventKept, platformIndex } = batch;
    // Documents have their place among those of other sources, which is not here.
    if (isEventKept.includes(1)) return false;
    const strength = readEvidences.indexOf(batch.evidence);
    let observedMs = 0;
    for (let i = 0; i < readings.ordinals.length; i++) {
      if (isKept[i] !== 1) continue;
      const toMs = readings.toMs[i] as number;
      const holds = this.#days.take({
        asset: readings.assets[i] as string,
        channel: readings.channels[i] as string,
        fromMs: readings.fromMs[i] as number,
        toMs,
        value: readings.values[i] as number,
        strength,
        platformIndex,
      });
      if (!holds) return false;
      observedMs = Math.max(observedMs, toMs);
      this.#isChanged = true;
    }
    if (observedMs > 0) {
      this.#last = {
        observedMs: Math.max(observedMs, this.#last?.observedMs ?? 0),
        receivedAtMs: Math.max(batch.receivedAtMs, this.#last?.receivedAtMs ?? 0),
      };
    }
    return true;
  }

  /** Everything below the index has been taken. */
  reach(knownAt: number): void {
    this.#knownAt = Math.max(knownAt, this.#knownAt);
  }

  facts(): OperatingFacts {
    if (this.#isChanged) {
      this.#isChanged = false;
      this.#facts = this.#join();
    }
    if (this.#facts.knownAt !== this.#knownAt) this.#facts = { ...this.#facts, knownAt: this.#knownAt };
    return this.#facts;
  }

  #join(): OperatingFacts {
    const rows = this.#days.rows();
    const machines = rows.flatMap((one) => (one.kind === "machine" ? [one.row] : []));
    const meters = rows.flatMap((one) => (one.kind === "meter" ? [one.row] : []));
    const { fromDay } = this.#days;
    const { deliveredMachineDays, deliveredMeterDays } = this.#seed;
    return {
      ...this.#base,
      machineDays: joinDays<MachineDay>(this.#base.machineDays, machines, {
        fromDay,
        delivered: deliveredMachineDays,
        add: addMachineDays,
      }),
      meterDays: joinDays<MeterDay>(this.#base.meterDays, meters, {
        fromDay,
        delivered: deliveredMeterDays,
        add: addMeterDays,
      }),
    };
  }
}

/** Rows of earlier days and delivered days as they were, the others by their readings. */
function joinDays<Row extends { readonly asset: string; readonly day: number }>(
  base: readonly Row[],
  read: readonly Row[],
  {
    fromDay,
    delivered,
    add,
  }: {
    readonly fromDay: number;
    readonly delivered: ReadonlySet<string>;
    readonly add: (left: Row, right: Row) => Row;
  },
): Row[] {
  const isDelivered = ({ day, asset }: Row): boolean => delivered.has(`${day}/${asset}`);
  const firstKept = base.findLastIndex(({ day }) => day < fromDay) + 1;
  const made = sumDays(
    read.filter((row) => !isDelivered(row)),
    add,
  );
  const kept = [...base.slice(firstKept).filter(isDelivered), ...made];
  kept.sort((a, b) => a.day - b.day || (a.asset < b.asset ? -1 : 1));
  return [...base.slice(0, firstKept), ...kept];
}
