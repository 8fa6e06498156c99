import { decimal, percent, whole } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import { keyFigure } from "../page.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

/** The figures that are quoted, with their intervals and how they came about. */
export function summarySection({ evaluation, card, sample }: ScorecardReport): Markup {
  const { headline, confidence, alarms } = evaluation;
  const { low, high } = headline;
  const interval = say("interval", {
    low: decimal(low, 3),
    high: decimal(high, 3),
    confidence: percent(confidence, 0),
  });
  const alarmRows = alarms.map(
    ({ level, rule, subject, vintage, figures }) =>
      html`<li>${say(level === "notice" ? "green" : level)} ${subject ?? ""} ${vintage ?? ""} ${say(
        "alarmText",
        {
          rule,
          found: decimal(figures.found, 3),
          expected: decimal(figures.expected, 3),
          limit: decimal(figures.limit, 3),
        },
      )}</li>`,
  );
  return html`<section id="summary"><div class="figures">${keyFigure(
    html`AUC · ${say(headline.of)}`,
    decimal(headline.auc, 3),
    null,
    interval,
  )}${keyFigure(html`KS`, decimal(headline.ks, 3))}${keyFigure(html`Gini`, decimal(headline.gini, 3))}${keyFigure(
    html`Brier`,
    decimal(headline.brier, 4),
  )}${keyFigure(say("rows"), whole(sample.sample.rows), null, html`${whole(sample.sample.bads)} ${say("bads")}`)}${keyFigure(
    say("badRate"),
    percent(sample.sample.badRate),
  )}${keyFigure(say("indicator"), whole(card.indicators.length))}</div><p class="muted">${say("method")}: ${both(
    {
      zh: headline.methodZh,
      en: headline.method,
    },
  )}</p><h3>${say("alarms")}</h3>${
    alarmRows.length === 0 ? html`<p>${say("noAlarms")}</p>` : html`<ul class="reasons">${alarmRows}</ul>`
  }</section>`;
}
