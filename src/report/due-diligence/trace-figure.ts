import type { DueDiligence } from "./document.ts";
import type { Figure } from "./figure.ts";
import { measureRows } from "./measure-rows.ts";
import { operate } from "./operate.ts";
import { type EnterpriseRows, type ReportRow, selectRows } from "./rows.ts";

/** A figure followed to what it is made of. */
export interface TracedFigure {
  readonly figure: Figure;
  /** Worked out again from its source just now; null for a figure copied from a kept record. */
  readonly recomputed: { readonly value: string | null; readonly agrees: boolean } | null;
  /** The rows behind it; empty unless it is measured from rows. */
  readonly rows: readonly ReportRow[];
  /** The figures that it is worked out of. */
  readonly operands: readonly Figure[];
}

/** Follows a figure of a report one step towards its source and works it out again; null for an unknown figure. */
export function traceFigure(
  report: DueDiligence,
  rows: EnterpriseRows,
  figureId: string,
): TracedFigure | null {
  const figure = report.figures.find(({ id }) => id === figureId);
  if (figure === undefined) return null;
  const { origin } = figure;
  switch (origin.kind) {
    case "rows": {
      const chosen = selectRows(rows, origin.set);
      const value = measureRows(chosen, origin.measure);
      return { figure, recomputed: { value, agrees: value === figure.value }, rows: chosen, operands: [] };
    }
    case "formula": {
      const operands = origin.operands.flatMap((id) => report.figures.filter((other) => other.id === id));
      const value = operate(
        origin.operation,
        operands.map((operand) => operand.value),
      );
      return { figure, recomputed: { value, agrees: value === figure.value }, rows: [], operands };
    }
    case "record":
      return { figure, recomputed: null, rows: [], operands: [] };
  }
}
