import type { Rows } from "./columns.ts";
import type { ReadLimits } from "./limits.ts";
import type { RowNote } from "./row-cursor.ts";

/** Rows of one enterprise, as received; null for rows that belong to no enterprise. */
export interface RowBatch {
  readonly enterpriseCode: string | null;
  readonly rows: Rows;
  /** Numbers of the rows in the file, as runs of [first, count]. */
  readonly rowRuns: readonly (readonly [number, number])[];
  readonly notes: readonly RowNote[];
}

/** Runs are sealed in the entry's header, which has room for so many. */
const mostRuns = 2000;
const mostNotes = 500;

/**
 * Gathers rows by enterprise until the group is full, so that a file sorted by enterprise gives one batch each and
 * a file in any other order does not give one batch a row.
 */
export class RowGroup {
  rowCount = 0;
  #bytes = 0;
  #isFull = false;
  readonly #limits: ReadLimits;
  readonly #builders = new Map<string | null, BatchBuilder>();
  #current: BatchBuilder | undefined;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  /** Whether it is time to `take`. */
  get isFull(): boolean {
    return (
      this.#isFull ||
      this.rowCount >= this.#limits.groupRows ||
      this.#bytes >= this.#limits.groupBytes ||
      this.#builders.size >= this.#limits.groupBatches
    );
  }

  /** Adds the row `bytes[start, end)`; the bytes must stay as they are until `settle`. */
  add(code: string | null, bytes: Uint8Array, start: number, end: number, rowNumber: number): void {
    if (this.#current === undefined || this.#current.code !== code) this.#current = this.#builderOf(code);
    this.#current.add(bytes, start, end, rowNumber);
    this.#bytes += end - start;
    this.rowCount++;
    if (this.#current.rowRuns.length >= mostRuns) this.#isFull = true;
  }

  /** Adds a row of no enterprise with what the reader noticed about it. */
  addNoted(
    bytes: Uint8Array,
    start: number,
    end: number,
    rowNumber: number,
    note: Omit<RowNote, "ordinal">,
  ): void {
    this.add(null, bytes, start, end, rowNumber);
    const builder = this.#builderOf(null);
    builder.notes.push({ ...note, ordinal: builder.rowCount - 1 });
    if (builder.notes.length >= mostNotes) this.#isFull = true;
  }

  /** Copies what still lies in the reader's window; must be called before the window changes. */
  settle(): void {
    for (const builder of this.#builders.values()) builder.settle();
  }

  /** The batches in order of their first row; the group is empty afterwards. */
  take(): RowBatch[] {
    this.settle();
    const batches = [...this.#builders.values()].map((builder) => builder.take());
    this.#builders.clear();
    this.#current = undefined;
    this.rowCount = 0;
    this.#bytes = 0;
    this.#isFull = false;
    return batches;
  }

  #builderOf(code: string | null): BatchBuilder {
    const known = this.#builders.get(code);
    if (known !== undefined) return known;
    const builder = new BatchBuilder(code);
    this.#builders.set(code, builder);
    return builder;
  }
}

/** Grows one batch; rows that follow each other in the window are copied at once. */
class BatchBuilder {
  readonly code: string | null;
  readonly rowRuns: [number, number][] = [];
  readonly notes: RowNote[] = [];
  rowCount = 0;
  #bytes = new Uint8Array(1024);
  #length = 0;
  #ends = new Uint32Array(16);
  #window: Uint8Array | undefined;
  #spanStart = 0;
  #spanEnd = 0;
  #nextRow = -1;

  constructor(code: string | null) {
    this.code = code;
  }

  add(window: Uint8Array, start: number, end: number, rowNumber: number): void {
    if (this.#window !== window || this.#spanEnd !== start) {
      this.settle();
      this.#window = window;
      this.#spanStart = start;
    }
    this.#spanEnd = end;
    if (this.rowCount === this.#ends.length) {
      const larger = new Uint32Array(2 * this.rowCount);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends[this.rowCount++] = this.#length + end - this.#spanStart;
    const run = this.rowRuns.at(-1);
    if (run !== undefined && rowNumber === this.#nextRow) run[1]++;
    else this.rowRuns.push([rowNumber, 1]);
    this.#nextRow = rowNumber + 1;
  }

  settle(): void {
    if (this.#window === undefined) return;
    const added = this.#spanEnd - this.#spanStart;
    if (this.#length + added > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + added));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(this.#window.subarray(this.#spanStart, this.#spanEnd), this.#length);
    this.#length += added;
    this.#window = undefined;
  }

  take(): RowBatch {
    const rows = {
      bytes: this.#bytes.slice(0, this.#length),
      ends: this.#ends.slice(0, this.rowCount),
    };
    return { enterpriseCode: this.code, rows, rowRuns: this.rowRuns, notes: this.notes };
  }
}
