import {
  type DayNumber,
  type OperatingRows,
  type Sighted,
  type StreamName,
  type StreamRows,
  dayOfRow,
} from "#operations";

type AnyRow = StreamRows[StreamName];
interface Kept {
  readonly day: DayNumber;
  readonly platformIndex: number;
  readonly row: AnyRow;
}

/** Rows of one stream in the order of operating facts: by day, then by leaf, then as they came. */
export class KnownRows {
  readonly #name: StreamName;
  readonly #kept: Kept[] = [];
  #isOrdered = true;

  constructor(name: StreamName) {
    this.#name = name;
  }

  add(rows: OperatingRows[StreamName]): void {
    for (const sighted of rows) {
      const { platformIndex, ...row } = sighted as Sighted<AnyRow>;
      const kept = { day: dayOfRow(this.#name, row as never), platformIndex, row: row as AnyRow };
      const last = this.#kept.at(-1);
      if (last !== undefined && orderOf(last, kept) > 0) this.#isOrdered = false;
      this.#kept.push(kept);
    }
  }

  /** Rows up to a day that leaves below an index cover. */
  upTo(lastDay: DayNumber, knownAt: number): readonly AnyRow[] {
    // A sort of what is nearly ordered costs little more than a walk.
    if (!this.#isOrdered) this.#kept.sort(orderOf);
    this.#isOrdered = true;
    const known: AnyRow[] = [];
    for (const { day, platformIndex, row } of this.#kept) {
      if (day > lastDay) break;
      if (platformIndex < knownAt) known.push(row);
    }
    return known;
  }
}

function orderOf(left: Kept, right: Kept): number {
  return left.day - right.day || left.platformIndex - right.platformIndex;
}
