import { decimal, percent, whole } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

/** Who is in the sample, and what became of every other row. */
export function sampleSection({ sample, plan }: ScorecardReport): Markup {
  const excluded = sample.excluded.reduce((sum, { rows }) => sum + rows, 0);
  const reasons = sample.excluded.map(({ reason, rows }) => html`<li>${reason}: ${whole(rows)}</li>`);
  const vintages = sample.vintages.map(
    ({ label, rows, bads, badRate }) =>
      html`<tr><td>${label}</td><td class="number">${whole(rows)}</td><td class="number">${whole(bads)}</td><td class="number">${percent(badRate)}</td></tr>`,
  );
  const table =
    vintages.length === 0
      ? null
      : html`<h3>${say("vintages")}</h3><div class="scroll narrow"><table><thead><tr><th>${say("vintage")}</th><th class="number">${say(
          "rows",
        )}</th><th class="number">${say("bads")}</th><th class="number">${say("badRate")}</th></tr></thead><tbody>${vintages}</tbody></table></div>`;
  return html`<section id="sample"><h2>${say("sample")}</h2><p>${say("outcome", {
    target: plan.sample.target,
    bad: plan.sample.badValue,
  })}</p><p>${say("fate", {
    table: whole(sample.tableRows),
    sample: whole(sample.sample.rows),
    rejects: whole(sample.rejects),
    indeterminate: whole(sample.indeterminate),
    without: whole(sample.withoutOutcome),
    outside: whole(sample.outsideWindow),
    excluded: whole(excluded),
  })}</p>${reasons.length === 0 ? null : html`<ul class="reasons">${reasons}</ul>`}${table}</section>`;
}

/** A p-value as a person reads it. */
export function pText(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "—";
  return value < 0.0001 ? "< 0.0001" : decimal(value, 4);
}
