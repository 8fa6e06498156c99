import { encodeRow } from "./canonical-row.ts";
import { LineGatherer } from "./gather-lines.ts";
import { enterpriseColumnOf, type Layout } from "./layout.ts";
import type { ReadLimits } from "./limits.ts";
import { parseBatch } from "./parse-batch.ts";
import type { ParsedBatch } from "./parsed.ts";
import { type RowBatch, RowGroup } from "./row-group.ts";
import { type FoundRow, RowOwner } from "./row-owner.ts";
import { RowScanner } from "./row-scanner.ts";

export interface ReadBatch extends RowBatch {
  readonly parsed: ParsedBatch;
}

/** Batches that were filled together, in order. */
export interface ReadGroup {
  readonly layout: Layout;
  readonly batches: readonly ReadBatch[];
  /** The file in a zip, or the further sheet of a workbook, whose rows these are; null for the file itself. */
  readonly part: string | null;
}

/** What the reader reports to. */
export interface TableSink {
  /** Takes a group; the reader waits until it resolves. */
  group(group: ReadGroup): Promise<void>;
  /** Compressed bytes consumed so far, and of how many. */
  progress(doneBytes: number, totalBytes: number): void;
}

/** A table whose header was found. */
export interface FoundTable {
  readonly layout: Layout;
  /** Whose rows they are where no column says so. */
  readonly enterpriseCode: string | null;
  readonly part: string | null;
}

/** Turns chunks of text, or rows of cells, into groups. */
export class TableReader {
  rows = 0;
  /** Number of the row read last; rows of cells bring their own. */
  rowNumber = 0;
  readonly #table: FoundTable;
  readonly #limits: ReadLimits;
  readonly #sink: TableSink;
  readonly #scanner: RowScanner;
  readonly #group: RowGroup;
  readonly #owner: RowOwner;
  readonly #gatherer: LineGatherer | null;

  constructor(table: FoundTable, limits: ReadLimits, sink: TableSink) {
    const { layout } = table;
    this.#table = table;
    this.#limits = limits;
    this.#sink = sink;
    const isCsv = layout.format === "csv";
    const format = { delimiter: isCsv ? layout.delimiter.charCodeAt(0) : -1, takesQuotes: isCsv };
    this.#scanner = new RowScanner(format, limits.rowBytes);
    this.#group = new RowGroup(limits);
    this.#owner = new RowOwner(layout, table.enterpriseCode);
    const { mapping } = layout;
    const hasLines = mapping?.mapping === "touchstone-tax-invoices@1" && mapping.rows === "lines";
    this.#gatherer = hasLines ? new LineGatherer(layout, mapping) : null;
  }

  async push(chunk: Uint8Array): Promise<void> {
    this.#group.settle();
    this.#scanner.push(chunk);
    await this.#drain(false);
  }

  /** Adds a row of cells. */
  async pushCells(cells: readonly string[], rowNumber: number): Promise<void> {
    const { columns } = this.#table.layout;
    const bytes = encodeRow(cells, columns.length);
    this.rowNumber = rowNumber;
    if (bytes.length > this.#limits.rowBytes) {
      this.#addNoted({ bytes, rowStart: 0, rowEnd: bytes.length }, "ROW_TOO_LONG");
    } else {
      await this.#addRow({ bytes, rowStart: 0, rowEnd: bytes.length - 1, rowNext: bytes.length });
    }
    if (this.#group.isFull) await this.#flush();
  }

  /** @param isCutOff  whether the content ended early, so that a last row without line break is only part of one */
  async finish(isCutOff: boolean): Promise<void> {
    this.#scanner.finish();
    await this.#drain(isCutOff);
    await this.#releaseLines();
    await this.#flush();
  }

  async #drain(isCutOff: boolean): Promise<void> {
    const scanner = this.#scanner;
    for (let outcome = scanner.next(); outcome !== "more"; outcome = scanner.next()) {
      this.rowNumber++;
      if (outcome === "long") this.#addNoted(scanner, "ROW_TOO_LONG");
      else if (isCutOff && !scanner.isTerminated) this.#addNoted(scanner, "ROW_CUT_OFF");
      else if (scanner.rowEnd > scanner.rowStart) await this.#addRow(scanner);
      if (this.#group.isFull) await this.#flush();
    }
  }

  async #addRow(row: FoundRow): Promise<void> {
    const { bytes, rowStart, rowNext } = row;
    this.rows++;
    const owner = this.#owner.ownerOf(row);
    if (this.#gatherer === null) {
      this.#group.add(owner, bytes, rowStart, rowNext, this.rowNumber);
      return;
    }
    this.#gatherer.add(owner, bytes.slice(rowStart, rowNext), this.rowNumber);
    if (this.#gatherer.rows >= this.#limits.gatheredRows) await this.#releaseLines();
  }

  /** Lines of one invoice go into one group, one after the other. */
  async #releaseLines(): Promise<void> {
    if (this.#gatherer === null) return;
    for (const lines of this.#gatherer.take()) {
      for (const { owner, bytes, rowNumber } of lines) {
        this.#group.add(owner, bytes, 0, bytes.length, rowNumber);
      }
      if (this.#group.isFull) await this.#flush();
    }
  }

  #addNoted(
    { bytes, rowStart, rowEnd }: Pick<FoundRow, "bytes" | "rowStart" | "rowEnd">,
    code: "ROW_TOO_LONG" | "ROW_CUT_OFF",
  ): void {
    const { rowBytes, keptBytesOfLongRow } = this.#limits;
    this.rows++;
    const end = Math.min(rowEnd, rowStart + keptBytesOfLongRow);
    this.#group.addNoted(bytes, rowStart, end, this.rowNumber, { code, limit: rowBytes });
  }

  async #flush(): Promise<void> {
    if (this.#group.rowCount === 0) return;
    const { layout, part } = this.#table;
    const hasOwnColumn = enterpriseColumnOf(layout) >= 0;
    const batches = this.#group.take().map((batch) => ({
      ...batch,
      parsed: parseBatch(layout, batch.rows, {
        notes: batch.notes,
        isOwnerMissing: hasOwnColumn && batch.enterpriseCode === null,
      }),
    }));
    await this.#sink.group({ layout, batches, part });
  }
}
