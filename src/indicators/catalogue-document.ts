import { catalogue } from "./catalogue.ts";
import type { IndicatorDefinition, IndicatorGroup } from "./definition.ts";
import { indicatorGroupNames } from "./group-names.ts";
import { missingReasons } from "./missing.ts";
import { operatingParameters } from "./operating/operating-parameters.ts";
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
    "the effect of an undated default. The layer says which part of the scorecard an indicator belongs to: `device` is",
    "what machines say, `ordersEnergy` adds orders, goods, invoices, people and meters, `funds` adds money, and",
    "`traditional` is what a bank had before. Every class of data named must be consented to.",
    "",
    ...writeIndex(groups),
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
    ...[...Object.values(planParameters), ...Object.values(operatingParameters)].map(
      ({ id, value, unit, effectiveFrom, origin, zh, en }) =>
        `| ${id} | ${String(value).replaceAll("|", "\\|")} | ${unit} | ${effectiveFrom} | ${origin} | ${zh} | ${en} |`,
    ),
  ].join("\n")}\n`;
}

/** Families with their indicators, each linked to its definition. */
function writeIndex(groups: readonly IndicatorGroup[]): string[] {
  return [
    `## 索引 Index (${catalogue.length})`,
    "",
    "| 族 family | n | 指标 indicators |",
    "|---|---|---|",
    ...groups.map((group) => {
      const members = catalogue.filter((indicator) => indicator.group === group);
      const links = members.map(({ id, version, name }) => `[${name.zh}](#${id}--v${version})`);
      return `| ${titleOf(group)} | ${members.length} | ${links.join("、")} |`;
    }),
    "",
  ];
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
    `- layer: ${indicator.layer}; streams: ${indicator.streams.join(", ")}; data classes: ${indicator.dataClasses.join(", ")}`,
    `- present on: ${indicator.presentOn.join(", ")}`,
    `- source (${source.kind}): ${source.citation}`,
    "",
  ];
}
