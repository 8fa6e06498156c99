import { type Layout, rowFormatOf } from "./layout.ts";
import { indexOfAny } from "./resolve-columns.ts";
import { RowFields } from "./row-fields.ts";
import type { TaxInvoiceMapping } from "./tax-invoice-mapping.ts";

/** A row that waits for the other lines of its invoice. */
interface GatheredRow {
  readonly owner: string | null;
  readonly bytes: Uint8Array;
  readonly rowNumber: number;
}

/** Brings the lines of an invoice together, wherever in the table they stand. */
export class LineGatherer {
  rows = 0;
  readonly #fields: RowFields;
  readonly #keyColumns: readonly number[];
  #invoices = new Map<string, GatheredRow[]>();

  constructor(layout: Layout, { columns }: TaxInvoiceMapping) {
    this.#fields = new RowFields(rowFormatOf(layout));
    const names = [columns.electronicNumber, columns.code, columns.number];
    this.#keyColumns = names.map((some) => indexOfAny(layout.columns, some)).filter((index) => index >= 0);
  }

  add(owner: string | null, bytes: Uint8Array, rowNumber: number): void {
    const key = `${owner ?? ""} ${this.#keyOf(bytes)}`;
    const lines = this.#invoices.get(key) ?? [];
    lines.push({ owner, bytes, rowNumber });
    this.#invoices.set(key, lines);
    this.rows++;
  }

  /** The lines of each invoice, in the order of their first lines; nothing is left. */
  take(): readonly (readonly GatheredRow[])[] {
    const invoices = [...this.#invoices.values()];
    this.#invoices = new Map();
    this.rows = 0;
    return invoices;
  }

  #keyOf(bytes: Uint8Array): string {
    if (this.#fields.split(bytes, 0, bytes.length).kind !== "fields") return "";
    return this.#keyColumns
      .map((index) => Buffer.from(this.#fields.field(index)).toString("latin1"))
      .join(" ");
  }
}
