import { catalogue } from "./catalogue.ts";
import type { IndicatorDefinition, IndicatorGroup } from "./definition.ts";
import { indicatorGroupNames } from "./group-names.ts";
import { missingReasons } from "./missing.ts";
import { planParameters } from "./parameters.ts";

/** The reference page of all indicators as Markdown; `docs/indicators.md` must equal it. */
export function writeCatalogueDocument(): string {
  const groups = [...new Set(catalogue.map((indicator) => indicator.group))];
  return `${[
    "# 指标目录 Indicators",
    "",
    "Generated from the code (`src/indicators`) and tested equal to it. T is the cut-off, a business day in",
    "Asia/Shanghai; only data observed up to the end of T and sealed below the chosen platform index count. Missing",
    "is missing with its reason, never zero. The expected direction is an expert's sign, not a finding on the data.",
    "An indicator marked *end of series* has a window anchored at T, so it sees that an enterprise stopped: it may be",
    "the effect of an undated default.",
    "",
    ...groups.flatMap(writeGroup),
    "## 缺失原因 Reasons for missing",
    "",
    "| code | 中文 | English |",
    "|---|---|---|",
    ...Object.entries(missingReasons.messages).map(([code, { zh, en }]) => `| ${code} | ${zh} | ${en} |`),
    "",
    "## 参数 Parameters",
    "",
    "| id | value | unit | from | origin | 中文 | English |",
    "|---|---|---|---|---|---|---|",
    ...Object.values(planParameters).map(
      ({ id, value, unit, effectiveFrom, origin, zh, en }) =>
        `| ${id} | ${value} | ${unit} | ${effectiveFrom} | ${origin} | ${zh} | ${en} |`,
    ),
  ].join("\n")}\n`;
}

function writeGroup(group: IndicatorGroup): string[] {
  const members = catalogue.filter((indicator) => indicator.group === group);
  return [`## ${titleOf(group)}`, "", ...members.flatMap(writeIndicator)];
}

function titleOf(group: IndicatorGroup): string {
  const { zh, en } = indicatorGroupNames[group];
  return `${zh} ${en}`;
}

function writeIndicator(indicator: IndicatorDefinition): string[] {
  const { name, definition, source } = indicator;
  const [low, high] = indicator.range;
  return [
    `### ${indicator.id} · v${indicator.version}`,
    "",
    `**${name.zh}** ${name.en}`,
    "",
    `${definition.zh}。`,
    `${definition.en}.`,
    "",
    `- formula: \`${indicator.formula}\``,
    `- unit: ${indicator.unit}; range: ${low ?? "−∞"} … ${high ?? "∞"}`,
    `- window: ${indicator.window}${indicator.endOfSeries ? " (*end of series*)" : ""}`,
    `- expected direction (expert sign): ${indicator.expectedDirection}`,
    `- present on: ${indicator.presentOn.join(", ")}`,
    `- source (${source.kind}): ${source.citation}`,
    "",
  ];
}
