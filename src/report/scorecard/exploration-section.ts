import type { IndicatorExploration, LeakageSign } from "#scorecard";
import { decimal, percent, whole } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

const mostPairs = 30;

/** What the columns look like before anything is done to them. */
export function explorationSection({ exploration }: ScorecardReport): Markup {
  if (exploration === null) return html`<section id="exploration"></section>`;
  const rows = exploration.indicators.map(
    (one) =>
      html`<tr><td class="long">${one.id}</td><td class="number">${percent(one.missingShare, 1)}</td><td class="number">${whole(
        one.distinct,
      )}</td><td class="number">${plain(one.numbers?.median)}</td><td class="number optional">${
        one.numbers === null ? "" : `${plain(one.numbers.p1)} … ${plain(one.numbers.p99)}`
      }</td><td class="number">${one.auc === null ? "" : decimal(one.auc.auc, 3)}</td><td class="long">${hintsOf(one)}</td></tr>`,
  );
  const pairs = exploration.correlations
    .slice(0, mostPairs)
    .map(
      ({ left, right, correlation }) =>
        html`<tr><td class="long">${left}</td><td class="long">${right}</td><td class="number">${decimal(correlation, 3)}</td></tr>`,
    );
  const correlated =
    pairs.length === 0
      ? null
      : html`<h3>${say("correlated")}</h3><div class="scroll narrow"><table><tbody>${pairs}</tbody></table></div>`;
  return html`<section id="exploration"><h2>${say("exploration")}</h2><div class="scroll"><table><thead><tr><th>${say(
    "indicator",
  )}</th><th class="number">${say("missingShare")}</th><th class="number">${say("distinct")}</th><th class="number">${say(
    "median",
  )}</th><th class="number optional">${say("range")}</th><th class="number">AUC</th><th>${say(
    "hints",
  )}</th></tr></thead><tbody>${rows}</tbody></table></div>${correlated}</section>`;
}

function hintsOf({ suspectedCodes, leakage }: IndicatorExploration): readonly Markup[] {
  const values = suspectedCodes.map(({ value }) => plain(value)).join(", ");
  const codes = values === "" ? [] : [html`<div>${say("codes", { values })}</div>`];
  return [...codes, ...leakage.map((sign) => html`<div>${leakText(sign)}</div>`)];
}

function leakText(sign: LeakageSign): Markup {
  if (sign.kind === "nearlyPerfect") return say("leakNearlyPerfect");
  if (sign.kind === "missingTellsOutcome") return say("leakMissing");
  return say("leakValue", { value: String(sign.value) });
}

/** A number of any size: its whole part in full, and to four significant digits or two decimals behind it. */
export function plain(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  const whole = String(Math.trunc(Math.abs(value))).length;
  const digits = Math.abs(value) < 1e15 ? Math.max(4, whole + 2) : 4;
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}
