import type { EvaluatedEnterprise } from "../evaluation.ts";
import { NO_FIGURE, percent, ratePercent, wan, whole } from "../figures.ts";
import { both, html, type Markup, nothing } from "../markup.ts";
import { pageLink } from "../page.ts";
import { reportWords, type ReportWord, word } from "../words.ts";

/** All enterprises, searched and sorted in the page. */
export function enterpriseTable(
  enterprises: readonly EvaluatedEnterprise[],
  pageNames: ReadonlyMap<string, string> | null,
): Markup {
  if (enterprises.length === 0) {
    return html`<section id="enterprises"><h2>${word("enterprises")}</h2><p>${word("noEnterprises")}</p></section>`;
  }
  const rows = enterprises.map((enterprise) => rowOf(enterprise, pageNames?.get(enterprise.id) ?? null));
  const heads = HEADS.map(
    ([key, style]) =>
      html`<th class="${style}"><button type="button">${word(key)}</button>${
        key === "amount" || key === "capacity" ? html` <span class="unit">${word("wanUnit")}</span>` : nothing
      }</th>`,
  );
  return html`<section id="enterprises"><h2>${word("enterprises")}</h2>${filters(enterprises)}<div class="scroll"><table id="enterprise-table"><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div><p id="no-match" hidden>${word(
    "noMatch",
  )}</p></section>`;
}

const HEADS: readonly (readonly [ReportWord, string])[] = [
  ["code", ""],
  ["name", ""],
  ["history", "optional"],
  ["score", "number"],
  ["pd", "number"],
  ["rawPd", "number optional"],
  ["grade", ""],
  ["decision", ""],
  ["amount", "number"],
  ["rate", "number"],
  ["capacity", "number optional"],
  ["firstReason", "optional"],
];

function filters(enterprises: readonly EvaluatedEnterprise[]): Markup {
  const { search } = reportWords.messages;
  const grades = [...new Set(enterprises.flatMap(({ grade }) => (grade === null ? [] : [grade])))].sort();
  const decisions = [...new Set(enterprises.map(({ decision }) => decision))].sort();
  const option = (value: string, key: ReportWord | null): Markup => {
    if (key === null) return html`<option value="${value}">${value}</option>`;
    const { zh, en } = reportWords.messages[key];
    return html`<option value="${value}" data-en="${en}">${zh}</option>`;
  };
  return html`<div class="filters"><input id="search" type="search" placeholder="${search.zh}" aria-label="${search.zh} / ${search.en}" data-attribute="placeholder" data-en="${search.en}"><label>${word(
    "grade",
  )} <select id="grade">${[option("", "all"), ...grades.map((grade) => option(grade, null))]}</select></label><label>${word(
    "decision",
  )} <select id="decision">${[
    option("", "all"),
    ...decisions.map((decision) => option(decision, decision)),
  ]}</select></label><span class="muted"><span id="shown">${enterprises.length}</span> ${word("shownCount")}</span></div>`;
}

function rowOf(enterprise: EvaluatedEnterprise, page: string | null): Markup {
  const { code, name, label, score, pd, rawPd, grade, decision, amountFen, annualRatePpm } = enterprise;
  const [reason] = enterprise.reasons;
  const figure = (value: number | string | null, text: string, style = "number"): Markup =>
    html`<td class="${style}" data-v="${value}">${text}</td>`;
  return html`<tr data-text="${`${code} ${name}`.toLowerCase()}" data-grade="${grade}" data-decision="${decision}"><td class="code" data-v="${code}">${
    page === null ? code : pageLink(`enterprises/${page}`, code)
  }</td><td class="name" data-v="${name}" title="${name}">${name}</td><td class="optional" data-v="${label ?? ""}">${word(
    label ?? "noHistory",
  )}</td>${figure(score, whole(score))}${figure(pd, percent(pd))}${figure(rawPd, percent(rawPd), "number optional")}<td data-v="${grade}">${
    grade ?? NO_FIGURE
  }</td><td data-v="${decision}">${decisionState(decision)}</td>${figure(amountFen, wan(amountFen))}${figure(
    annualRatePpm,
    ratePercent(annualRatePpm),
  )}${figure(enterprise.capacityFen, wan(enterprise.capacityFen), "number optional")}<td class="optional" data-v="${
    reason?.code ?? ""
  }">${reason === undefined ? NO_FIGURE : both(reason)}</td></tr>`;
}

/** The decision as a word with a shape, so that colour is not needed to read it. */
export function decisionState(decision: EvaluatedEnterprise["decision"]): Markup {
  return html`<span class="state ${decision}">${word(decision)}</span>`;
}
