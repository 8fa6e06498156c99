import { Fragment } from "react";
import type { Block, ReportDocument, ReportFigure, TextPart } from "./documents-api.ts";
import { ReportSources } from "./report-sources.tsx";

interface PaperProps {
  readonly report: ReportDocument;
  /** Opens the source of a figure; without it figures are plain text. */
  readonly onFigure?: (figure: ReportFigure) => void;
}

interface FigureProps {
  readonly figures: ReadonlyMap<string, ReportFigure>;
  readonly onFigure?: PaperProps["onFigure"];
}

const numerals = "一二三四五六七八九十".split("");

/** The report as on paper, in the language of the bank's file; every figure opens its source. */
export function ReportPaper({ report, onFigure }: PaperProps) {
  const figures = new Map(report.figures.map((figure) => [figure.id, figure]));
  const shared = { figures, ...(onFigure === undefined ? {} : { onFigure }) };
  return (
    <article className="paper" lang="zh-CN" translate="no" data-quotes>
      <header className="paper__head">
        <p className="paper__issuer">{report.issuer}</p>
        <h2 className="paper__title">{report.title}</h2>
        <p className="paper__subtitle">
          {report.enterprise.name}（{report.enterprise.code}） 评价日 {report.asOf}
        </p>
      </header>
      {report.sections.map((section, index) => (
        <section key={section.id} id={`section-${section.id}`}>
          <h3 className="paper__heading">
            {numeralOf(index)}、{section.title}
          </h3>
          {section.blocks.map((block, place) => (
            <PaperBlock key={place} block={block} {...shared} />
          ))}
        </section>
      ))}
      <ReportSources sources={report.sources} />
    </article>
  );
}

function numeralOf(index: number): string {
  if (index < 10) return numerals[index] ?? "";
  return `十${numerals[index - 10] ?? ""}`;
}

function PaperBlock({ block, ...shared }: FigureProps & { readonly block: Block }) {
  switch (block.kind) {
    case "heading":
      return <h4>{block.text}</h4>;
    case "paragraph":
      return (
        <p>
          <Words text={block.text} isSpoken {...shared} />
        </p>
      );
    case "notice":
      return (
        <p className="paper__notice">
          <Words text={block.text} isSpoken {...shared} />
        </p>
      );
    case "list":
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>
              <Words text={item} isSpoken {...shared} />
            </li>
          ))}
        </ul>
      );
    case "facts":
      return (
        <dl className="paper__facts">
          {block.items.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Words text={value} isSpoken {...shared} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case "table":
      return <PaperTable block={block} {...shared} />;
    case "chart":
      return (
        <figure className="paper__chart">
          <figcaption>{block.caption}</figcaption>
          <img alt={block.caption} src={`data:image/svg+xml;utf8,${encodeURIComponent(block.svg)}`} />
        </figure>
      );
    case "writing":
      return <p className="paper__writing">{block.label}：（待填写）</p>;
  }
}

function PaperTable({
  block,
  ...shared
}: FigureProps & { readonly block: Extract<Block, { kind: "table" }> }) {
  return (
    <div className="paper__scroll" tabIndex={0} role="region" aria-label={block.caption}>
      <table>
        <caption>{block.caption}</caption>
        <thead>
          <tr>
            {block.columns.map(({ title, align }) => (
              <th key={title} scope="col" className={`is-${align}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place} className={`is-${block.columns[place]?.align ?? "left"}`}>
                  <Words text={cell} {...shared} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface WordsProps extends FigureProps {
  readonly text: readonly TextPart[];
  /** With the unit, as in a sentence; in a table the head names it. */
  readonly isSpoken?: boolean;
}

function Words({ text, isSpoken, figures, onFigure }: WordsProps) {
  return text.map((part, index) => {
    if (typeof part === "string") return <Fragment key={index}>{part}</Fragment>;
    const figure = figures.get(part.figure);
    if (figure === undefined) return <Fragment key={index}>—</Fragment>;
    const shown = isSpoken === true ? figure.spoken : figure.text;
    const marks = <sup>[{figure.marks.join(", ")}]</sup>;
    if (onFigure === undefined)
      return (
        <span key={index} className="figure">
          {shown}
          {marks}
        </span>
      );
    return (
      <button
        key={index}
        type="button"
        className="paper__figure"
        title={figure.label}
        onClick={() => onFigure(figure)}
      >
        <span className="figure">{shown}</span>
        {marks}
      </button>
    );
  });
}
