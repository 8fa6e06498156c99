import type { DocumentBlock, PrintedDocument } from "../printed-document.ts";
import type { DueDiligence, ReportBlock, Text } from "./document.ts";
import type { Figure } from "./figure.ts";
import { formatFigure, speakFigure } from "./format-figure.ts";

const numerals = [
  "一",
  "二",
  "三",
  "四",
  "五",
  "六",
  "七",
  "八",
  "九",
  "十",
  "十一",
  "十二",
  "十三",
  "十四",
  "十五",
];
const footer = "风险评价结果，仅供本行授信决策；不涉及征信模型";

/** What the printed page says besides the report itself: how far it came, and who signed it off. */
export interface PrintedFrame {
  /** For example 草稿, or who made and who checked it, and when. */
  readonly standing: string;
  readonly sealed: string | null;
}

/** The report on paper: the same blocks, each figure with the marks of its sources, the sources at the end. */
export function printDueDiligence(report: DueDiligence, frame: PrintedFrame): PrintedDocument {
  const figures = new Map(report.figures.map((figure) => [figure.id, figure]));
  const blocks: DocumentBlock[] = [];
  for (const [index, section] of report.sections.entries()) {
    blocks.push({ kind: "heading", level: 1, text: `${numerals[index] ?? index + 1}、${section.title}` });
    for (const block of section.blocks) blocks.push(printBlock(block, figures));
  }
  if (report.signatures.length > 0) blocks.push({ kind: "signatures", parties: report.signatures });
  blocks.push(
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: "附　数据来源表" },
    sourcesOf(report),
  );
  if (frame.sealed !== null) blocks.push({ kind: "notice", text: frame.sealed });
  const { name, code } = report.enterprise;
  return {
    language: "zh",
    title: report.title,
    subtitle: `${name}（${code}）　评价日 ${report.asOf}\n${frame.standing}`,
    issuer: report.issuer,
    issuedOn: report.asOf,
    simulated: report.simulated,
    footer,
    blocks,
  };
}

function printBlock(block: ReportBlock, figures: ReadonlyMap<string, Figure>): DocumentBlock {
  const speak = (text: Text): string => text.map((part) => printPart(part, figures, speakFigure)).join("");
  const cell = (text: Text): string => text.map((part) => printPart(part, figures, formatFigure)).join("");
  switch (block.kind) {
    case "heading":
      return { kind: "heading", level: 2, text: block.text };
    case "paragraph":
      return { kind: "paragraph", text: speak(block.text) };
    case "notice":
      return { kind: "notice", text: speak(block.text) };
    case "list":
      return { kind: "list", items: block.items.map(speak) };
    case "facts":
      return {
        kind: "facts",
        items: block.items.map(({ label, value }) => ({ label, value: speak(value), source: null })),
      };
    case "table":
      return {
        kind: "table",
        caption: block.caption,
        columns: block.columns,
        rows: block.rows.map((row) => row.map(cell)),
      };
    case "chart":
      return { kind: "chart", caption: block.caption, svg: block.svg };
    case "writing":
      return block;
  }
}

function printPart(
  part: Text[number],
  figures: ReadonlyMap<string, Figure>,
  format: (figure: Figure) => string,
): string {
  if (typeof part === "string") return part;
  const figure = figures.get(part.figure);
  if (figure === undefined) return "—";
  const shown = format(figure);
  return figure.marks.length === 0 ? shown : `${shown}[${figure.marks.join(", ")}]`;
}

function sourcesOf({ sources }: DueDiligence): DocumentBlock {
  return {
    kind: "sources",
    caption: "报告中每个数字后的编号对应下表；同一编号的数字出自同一批数据",
    columns: [
      { title: "编号", align: "left", share: 0.06 },
      { title: "类别与名称", align: "left", share: 0.2 },
      { title: "文件与行数", align: "left" },
      { title: "期间", align: "left", share: 0.14 },
      { title: "接收", align: "left", share: 0.12 },
      { title: "存证", align: "left", share: 0.26 },
    ],
    rows: sources.map(({ mark, kind, title, content, period, received, evidence }) => ({
      mark: String(mark),
      cells: [`${kind}：${title}`, content, period, received, evidence],
    })),
  };
}
