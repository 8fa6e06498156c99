import type { DriftAlarm } from "#scorecard";
import { decimal, percent, whole } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import { keyFigure } from "../page.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";
import { ruleWords } from "./value-words.ts";

/** The figures that are quoted, with their intervals and how they came about. */
export function summarySection({ evaluation, card, sample }: ScorecardReport): Markup {
  const { headline, confidence, alarms } = evaluation;
  const { low, high } = headline;
  const interval = say("interval", {
    low: decimal(low, 3),
    high: decimal(high, 3),
    confidence: percent(confidence, 0),
  });
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
  )}</p>${alarmsOf(alarms)}</section>`;
}

const order = { red: 0, amber: 1, notice: 2 } as const;
const shownAlarms = 12;

/** The worst ones, and the rest folded. */
function alarmsOf(alarms: readonly DriftAlarm[]): Markup {
  if (alarms.length === 0) return html`<h3>${say("alarms")}</h3><p>${say("noAlarms")}</p>`;
  const rows = alarms.toSorted((left, right) => order[left.level] - order[right.level]).map(alarmRow);
  const rest = rows.slice(shownAlarms);
  const folded =
    rest.length === 0
      ? null
      : html`<details><summary>+ ${String(rest.length)}</summary><ul class="reasons">${rest}</ul></details>`;
  return html`<h3>${say("alarms")}</h3><ul class="reasons">${rows.slice(0, shownAlarms)}</ul>${folded}`;
}

function alarmRow({ level, rule, subject, vintage, figures }: DriftAlarm): Markup {
  const { zh, en } = ruleWords[rule];
  const place = [subject, vintage].filter((one) => one !== null).join(" ");
  const numbers = {
    found: decimal(figures.found, 3),
    expected: decimal(figures.expected, 3),
    limit: decimal(figures.limit, 3),
  };
  return html`<li>${say(level)} ${both({ zh, en })} ${place} ${say("alarmText", numbers)}</li>`;
}
