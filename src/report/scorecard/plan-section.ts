import { html, type Markup } from "../markup.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

/** What decided the card, and the fingerprints that link data, plan, card and evaluation. */
export function planSection({ plan, command, files }: ScorecardReport): Markup {
  const parameters = Object.entries(plan.parameters).flatMap(([part, values]: [string, object]) =>
    Object.entries(values).map(
      ([name, value]: [string, unknown]) =>
        html`<tr><td>${part}.${name}</td><td><code>${JSON.stringify(value)}</code></td></tr>`,
    ),
  );
  const hashes = files.map(
    ({ name, sha256 }) => html`<tr><td>${name}</td><td><code>${sha256}</code></td></tr>`,
  );
  return html`<section id="plan"><h2>${say("plan")}</h2><h3>${say("command")}</h3><pre><code>${command}</code></pre><div class="scroll"><table><thead><tr><th>${say(
    "file",
  )}</th><th>SHA-256</th></tr></thead><tbody>${hashes}</tbody></table></div><details><summary>${say("parameter")}</summary><div class="scroll narrow"><table><thead><tr><th>${say(
    "parameter",
  )}</th><th>${say("value")}</th></tr></thead><tbody>${parameters}</tbody></table></div></details></section>`;
}
