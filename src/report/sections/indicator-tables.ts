import { indicatorGroupNames } from "#indicators";
import { formatMessage, type Message } from "#kernel";
import type { EvaluatedEnterprise, ShownIndicator } from "../evaluation.ts";
import { NO_FIGURE, whole } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import { unitText } from "../units.ts";
import { reportWords, word } from "../words.ts";
import { definitionOf, indicatorName, missingText, valueText } from "./indicator-name.ts";

interface Group {
  readonly title: Message;
  readonly indicators: ShownIndicator[];
}

/**
 * Every indicator with its value or why it has none, by group, in two tables side by side; those that the card uses
 * carry their points. A group in which nothing has a value, for one and the same reason, is one line.
 */
export function indicatorTables(enterprise: EvaluatedEnterprise): Markup {
  const points = new Map(enterprise.points.map((one) => [one.indicator, one.points]));
  const groups = groupsOf(enterprise.indicators);
  const blocks = groups.map((group) => ({
    markup: groupRows(group, points),
    lines: isAllMissing(group) ? 2 : group.indicators.length + 1,
  }));
  const split = evenSplit(blocks.map((block) => block.lines));
  const tables = [blocks.slice(0, split), blocks.slice(split)].filter((part) => part.length > 0);
  return html`<h2>${word("indicators")}</h2><div class="columns">${tables.map((part) =>
    tableOf(part.map((block) => block.markup)),
  )}</div>`;
}

/** Where to cut so that both parts are as equally long as whole groups allow. */
function evenSplit(lines: readonly number[]): number {
  const total = lines.reduce((sum, count) => sum + count, 0);
  let best = { cut: lines.length, longer: total };
  let above = 0;
  lines.forEach((count, index) => {
    above += count;
    const longer = Math.max(above, total - above);
    if (longer < best.longer) best = { cut: index + 1, longer };
  });
  return best.cut;
}

/** Whether a group of several indicators has no value at all, for one and the same reason. */
function isAllMissing({ indicators }: Group): boolean {
  const [first] = indicators;
  return (
    indicators.length > 1 &&
    indicators.every(({ value, missingReason }) => value === null && missingReason === first?.missingReason)
  );
}

function groupsOf(indicators: readonly ShownIndicator[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const indicator of indicators) {
    const own = definitionOf(indicator.id)?.group;
    const title = own === undefined ? reportWords.messages.groupOther : indicatorGroupNames[own];
    const group = groups.get(own ?? "") ?? { title, indicators: [] };
    group.indicators.push(indicator);
    groups.set(own ?? "", group);
  }
  return [...groups.values()];
}

function groupRows(group: Group, points: ReadonlyMap<string, number>): Markup {
  const title = html`<tr class="group"><td colspan="4">${both(group.title)}</td></tr>`;
  const [first] = group.indicators;
  if (isAllMissing(group)) {
    const reason = missingText(first?.missingReason ?? null);
    const count = group.indicators.length;
    const { allMissing } = reportWords.messages;
    const text = both({
      zh: formatMessage(allMissing.zh, { count, reason: reason.zh }),
      en: formatMessage(allMissing.en, { count, reason: reason.en }),
    });
    return html`${title}<tr><td colspan="4" class="muted">${text}</td></tr>`;
  }
  return html`${title}${group.indicators.map((indicator) => indicatorRow(indicator, points))}`;
}

function indicatorRow(indicator: ShownIndicator, points: ReadonlyMap<string, number>): Markup {
  const { id, value, missingReason } = indicator;
  const unit = definitionOf(id)?.unit;
  const beside = value === null ? both(missingText(missingReason)) : unitText(unit ?? "");
  return html`<tr><td title="${id}">${both(indicatorName(id))}</td><td class="number">${
    value === null ? NO_FIGURE : valueText(value, unit)
  }</td><td class="muted">${beside}</td><td class="number">${whole(points.get(id) ?? null)}</td></tr>`;
}

function tableOf(rows: readonly Markup[]): Markup {
  return html`<div class="scroll"><table><thead><tr><th>${word("indicator")}</th><th class="number">${word(
    "value",
  )}</th><th>${word("unitOrReason")}</th><th class="number">${word(
    "points",
  )}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
