import type { Random } from "#kernel";
import { emptyRows, type OperatingRows, type StreamName, type StreamRows } from "#operations";
import { type RegionClimate, warmUpMonths } from "../region-climate.ts";
import { transport } from "../region-parameters.ts";

/**
 * Collects what the platform will see. A row of the warm-up is dropped, save what is on record elsewhere and is asked
 * for when an enterprise is connected; a row's delivery is that of its own month, or a later one when it comes late; what
 * has not come by the last delivery is not there yet.
 */
export interface RowSink {
  readonly rows: OperatingRows;
  /** Adds a row that happened on the day with this index. */
  add<Name extends StreamName>(stream: Name, day: number, row: StreamRows[Name]): void;
  /** Delivery of what machines and meters said on a day; −1 when it is not to be seen. */
  deliveryOf(day: number): number;
  push<Name extends StreamName>(stream: Name, delivery: number, row: StreamRows[Name]): void;
}

/** Public registers, tax office and bank have the year before the first delivery too. */
const onRecord: ReadonlySet<StreamName> = new Set<StreamName>(["registers", "declared"]);

export function createRowSink(random: Random, climate: RegionClimate): RowSink {
  const rows = emptyRows();
  const { monthOfDay } = climate.rhythm;
  const deliveries = climate.months.length - warmUpMonths;
  const [lateByOne, lateByTwo] = transport.deliveryLateShare.value;
  const deliveryOf = (day: number): number => {
    if (day < climate.firstVisible || day >= monthOfDay.length) return -1;
    const chance = random.next();
    const late = chance < lateByTwo ? 2 : chance < lateByTwo + lateByOne ? 1 : 0;
    const delivery = (monthOfDay[day] ?? 0) - warmUpMonths + late;
    return delivery < deliveries ? delivery : -1;
  };
  const push = <Name extends StreamName>(stream: Name, delivery: number, row: StreamRows[Name]): void => {
    if (delivery < 0) return;
    // In place: a copy of each of millions of rows would take half of the time.
    const sighted = row as unknown as { platformIndex: number };
    sighted.platformIndex = delivery;
    (rows[stream] as unknown as { platformIndex: number }[]).push(sighted);
  };
  return {
    rows,
    deliveryOf,
    push,
    add: (stream, day, row) => {
      const delivery = day < climate.firstVisible && onRecord.has(stream) ? 0 : deliveryOf(day);
      // Who an enterprise is and what it has must be there before anything else of it can be placed.
      const isMaster = (stream === "masters" || stream === "twins") && day >= climate.firstVisible;
      push(stream, isMaster ? (monthOfDay[day] ?? 0) - warmUpMonths : delivery, row);
    },
  };
}
