import type { Evaluation } from "./evaluation.ts";
import { decimal, whole } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import { keyFigure, writePage } from "./page.ts";
import { tableScript } from "./script.ts";
import { enterpriseTable } from "./sections/enterprise-table.ts";
import { evidenceSection, inputSection, parameterSection } from "./sections/input-section.ts";
import { modelSection } from "./sections/model-section.ts";
import { portfolioSection } from "./sections/portfolio-section.ts";
import { quarantineSection } from "./sections/quarantine-section.ts";
import { reportWords, word } from "./words.ts";

const SECTIONS = ["portfolio", "enterprises", "model", "input", "parameters", "evidence"] as const;

/** The report's first page: what was decided, on whom, by what model, from what data, and how to check it. */
export function writeIndexPage(
  evaluation: Evaluation,
  pageNames: ReadonlyMap<string, string> | null,
): string {
  const links = SECTIONS.map((section) => html`<a href="#${section}">${word(section)}</a>`);
  return writePage(
    {
      title: reportWords.messages.title,
      lead: html`${word("dataset")} ${evaluation.dataset} · ${word("asOf")} ${evaluation.asOf}`,
      body: html`<nav class="sections">${links}</nav>${summary(evaluation)}${portfolioSection(
        evaluation,
      )}${enterpriseTable(evaluation.enterprises, pageNames)}${modelSection(evaluation.model)}${inputSection(
        evaluation.input,
      )}${quarantineSection(evaluation.input)}${parameterSection(evaluation.parameters)}${evidenceSection(evaluation)}`,
      script: tableScript,
    },
    evaluation,
  );
}

function summary({ enterprises, input, model, log }: Evaluation): Markup {
  const sum = (read: (file: Evaluation["input"][number]) => number): string =>
    whole(input.reduce((total, file) => total + read(file), 0));
  const { auc, sample } = model;
  return html`<div class="figures">${[
    keyFigure(
      word("enterprises"),
      whole(enterprises.length),
      null,
      html`${word("sample")} ${whole(sample.enterprises)}`,
    ),
    keyFigure(
      word("invoicesRead"),
      sum((file) => file.read),
      null,
      html`${word("duplicates")} ${sum((file) => file.duplicates)} · ${word("quarantined")} ${sum(
        (file) => file.quarantined,
      )}`,
    ),
    keyFigure(
      word("auc"),
      decimal(auc?.mean ?? null, 3),
      null,
      auc === null ? null : html`${decimal(auc.low, 3)} – ${decimal(auc.high, 3)}`,
    ),
    keyFigure(word("logEntries"), whole(log.entries), null, html`<code>${log.root.slice(0, 16)}…</code>`),
  ]}</div>`;
}
