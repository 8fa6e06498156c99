import type { Figure, FigureOrigin, FigureUnit, Operation, RecordReference, ReportSource } from "./figure.ts";
import { measureRows } from "./measure-rows.ts";
import { operate } from "./operate.ts";
import { describeRowSource } from "./row-source.ts";
import { type EnterpriseRows, type Measure, type RowSet, selectRows } from "./rows.ts";

/** What every figure says of itself. */
export interface FigureLabel {
  readonly id: string;
  readonly label: string;
  readonly unit: FigureUnit;
}

/** Collects the figures of a report while its sections are written, and numbers their sources as they first appear. */
export interface FigureBook {
  /** A figure measured from observed rows. */
  measure(label: FigureLabel, set: RowSet, measure: Measure): Figure;
  /** A figure worked out of others; null as soon as one of them is, or when it would divide by zero. */
  work(label: FigureLabel, operation: Operation, operands: readonly Figure[]): Figure;
  /** A figure copied from a kept record. */
  copy(
    label: FigureLabel,
    value: string | null,
    record: RecordReference,
    source: Omit<ReportSource, "mark">,
  ): Figure;
  find(id: string): Figure | undefined;
  readonly figures: readonly Figure[];
  readonly sources: readonly ReportSource[];
}

export function createFigureBook(rows: EnterpriseRows): FigureBook {
  const figures = new Map<string, Figure>();
  const sources: ReportSource[] = [];
  const marks = new Map<string, number>();
  const add = (
    { id, label, unit }: FigureLabel,
    rest: { readonly value: string | null; readonly marks: readonly number[]; readonly origin: FigureOrigin },
  ): Figure => {
    const figure: Figure = { id, label, unit, ...rest };
    if (figures.has(id)) throw new Error(`two figures are called ${id}`);
    figures.set(id, figure);
    return figure;
  };
  const markOf = (key: string, describe: () => Omit<ReportSource, "mark">): number => {
    const known = marks.get(key);
    if (known !== undefined) return known;
    const mark = sources.length + 1;
    sources.push({ mark, ...describe() });
    marks.set(key, mark);
    return mark;
  };
  return {
    measure(label, set, measure) {
      const chosen = selectRows(rows, set);
      const value = measureRows(chosen, measure);
      const mark = markOf(`rows ${JSON.stringify(set)}`, () => describeRowSource(rows, set, chosen));
      const origin = { kind: "rows", set, measure } as const;
      return add(label, { value, marks: [mark], origin });
    },
    work(label, operation, operands) {
      const value = operate(
        operation,
        operands.map((operand) => operand.value),
      );
      const all = [...new Set(operands.flatMap((operand) => operand.marks))].sort((a, b) => a - b);
      const origin = { kind: "formula", operation, operands: operands.map(({ id }) => id) } as const;
      return add(label, { value, marks: all, origin });
    },
    copy(label, value, record, source) {
      const mark = markOf(`record ${record.kind} ${record.id}`, () => source);
      return add(label, { value, marks: [mark], origin: { kind: "record", record } });
    },
    find: (id) => figures.get(id),
    get figures() {
      return [...figures.values()];
    },
    get sources() {
      return sources;
    },
  };
}
