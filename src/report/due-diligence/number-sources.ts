import type { DueDiligence, ReportBlock, ReportSection, Text } from "./document.ts";
import type { Figure } from "./figure.ts";
import type { FigureBook } from "./figure-book.ts";

/**
 * Keeps the figures that are shown, and those they are worked out of, and numbers their sources in the order in which
 * a reader meets them.
 */
export function numberSources(
  sections: readonly ReportSection[],
  book: Pick<FigureBook, "figures" | "sources">,
): Pick<DueDiligence, "sections" | "figures" | "sources"> {
  const byId = new Map(book.figures.map((figure) => [figure.id, figure]));
  const kept = new Map<string, Figure>();
  const marks = new Map<number, number>();
  const keep = (id: string): void => {
    const figure = byId.get(id);
    if (figure === undefined || kept.has(id)) return;
    kept.set(id, figure);
    for (const mark of figure.marks) if (!marks.has(mark)) marks.set(mark, marks.size + 1);
    if (figure.origin.kind === "formula") for (const operand of figure.origin.operands) keep(operand);
  };
  for (const section of sections) {
    for (const block of section.blocks) for (const id of figuresIn(block)) keep(id);
  }
  const renumber = (own: readonly number[]): readonly number[] =>
    own.map((mark) => marks.get(mark) ?? 0).sort((a, b) => a - b);
  return {
    sections,
    figures: [...kept.values()].map((figure) => ({ ...figure, marks: renumber(figure.marks) })),
    sources: book.sources
      .flatMap((source) => {
        const mark = marks.get(source.mark);
        return mark === undefined ? [] : [{ ...source, mark }];
      })
      .sort((left, right) => left.mark - right.mark),
  };
}

function figuresIn(block: ReportBlock): readonly string[] {
  switch (block.kind) {
    case "paragraph":
    case "notice":
      return figuresOf([block.text]);
    case "list":
      return figuresOf(block.items);
    case "facts":
      return figuresOf(block.items.map(({ value }) => value));
    case "table":
      return figuresOf(block.rows.flat());
    case "heading":
    case "chart":
    case "writing":
      return [];
  }
}

function figuresOf(texts: readonly Text[]): readonly string[] {
  return texts.flat().flatMap((part) => (typeof part === "string" ? [] : [part.figure]));
}
