import type { z } from "zod";
import { isAllowed, type Visitor } from "#access";
import {
  type DueDiligence,
  type Figure,
  formatFigure,
  type ReportRow,
  speakFigure,
  type StoredReport,
  type TracedFigure,
} from "#report";
import type { dueDiligenceSchema, reportSchema, tracedFigureSchema } from "./documents.schema.ts";

/** A report as its page shows it, with what the reader may do. */
export function showReport(
  visitor: Visitor,
  { report, document }: { readonly report: StoredReport; readonly document: DueDiligence },
): z.infer<typeof reportSchema> {
  const { kept, document: _text, ...summary } = report;
  const isOpen = report.state === "draft" || report.state === "returned";
  const matter = { partyId: visitor.party.id, makerId: report.madeBy.id };
  return {
    ...summary,
    document: showDocument(document),
    opinions: kept.opinions.map((opinion) => ({ ...opinion })),
    asked: kept.template.opinions.map((asked) => ({ ...asked })),
    may: {
      write: isOpen && report.madeBy.id === visitor.account.id && isAllowed(visitor, "document.write"),
      check: report.state === "submitted" && isAllowed(visitor, "document.check", matter),
    },
  };
}

export function showDocument(document: DueDiligence): z.infer<typeof dueDiligenceSchema> {
  // The document is plain data; only its figures gain their texts.
  const plain = structuredClone(document) as unknown as z.infer<typeof dueDiligenceSchema>;
  return { ...plain, figures: document.figures.map(showFigure) };
}

/** One page of the rows behind a figure, with the columns that its rows have. */
export function showTraced(
  traced: TracedFigure,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): z.infer<typeof tracedFigureSchema> {
  const rows = traced.rows.slice(offset, offset + limit).map(showRow);
  return {
    figure: showFigure(traced.figure),
    recomputed: traced.recomputed,
    operands: traced.operands.map(showFigure),
    total: traced.rows.length,
    columns: Object.keys(rows[0] ?? {}),
    rows,
  };
}

function showFigure(figure: Figure): z.infer<typeof dueDiligenceSchema>["figures"][number] {
  const plain = structuredClone(figure) as unknown as z.infer<typeof dueDiligenceSchema>["figures"][number];
  return { ...plain, text: formatFigure(figure), spoken: speakFigure(figure) };
}

function showRow(row: ReportRow): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [key, value] of Object.entries(row)) {
    if (key === "place") continue;
    shown[key] = value === null ? "" : String(value);
  }
  if ("place" in row) {
    const { origin, entryIndex, ordinal, receivedAtMs } = row.place;
    shown["sealed"] = `${origin.split("/").at(-1) ?? origin} · ${entryIndex} · ${ordinal}`;
    shown["receivedAtMs"] = String(receivedAtMs);
  }
  return shown;
}
