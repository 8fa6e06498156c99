import type { Language } from "#kernel";
import type { ExportCell, ExportTable } from "#report";
import type { ListedCustomer } from "./customer.ts";
import type { CustomerValue } from "./customer-value.ts";
import type { ChannelFunnel } from "./funnel.ts";
import type { IdleAsset } from "./idle-asset.ts";
import type { CustomerEdition } from "./portrait.ts";
import { qualityRuleWords } from "./quality-rules.ts";
import type { SegmentSheet } from "./segment-sheet.ts";
import type { StepReport } from "./weak-steps.ts";
import { type CustomerWord, customerWords, productNames } from "./words.ts";

type Column<Row> = readonly [title: CustomerWord, cellOf: (row: Row) => ExportCell];

/** All customers with segment, stage and needs. */
export function customersTable(items: readonly ListedCustomer[], language: Language): ExportTable {
  const t = wordsIn(language);
  return tableOf<ListedCustomer>("customers", [], items, language, [
    ["name", ({ customer }) => customer.name],
    ["uscc", ({ customer }) => customer.uscc],
    ["standing", ({ customer }) => t(customer.standing)],
    ["industry", ({ customer }) => customer.industry],
    ["region", ({ customer }) => customer.region],
    ["lifeStage", ({ portrait }) => t(portrait?.lifeStage?.stage ?? null)],
    ["confidence", ({ portrait }) => portrait?.lifeStage?.confidence ?? null],
    ["supplyChain", ({ portrait }) => t(portrait?.segment.supplyChain ?? null)],
    ["publicData", ({ portrait }) => t(portrait?.segment.publicData ?? null)],
    ["sales", ({ portrait }) => moneyOf(portrait?.features.salesFen ?? null)],
    ["salesGrowth", ({ portrait }) => ppmCell(portrait?.features.salesGrowthPpm ?? null)],
    ["listed", ({ portrait }) => (portrait === null ? null : t(portrait.quality.isListed ? "yes" : "no"))],
    [
      "needs",
      ({ portrait }) =>
        [
          ...new Set(
            (portrait?.matches ?? []).map(({ product }) => productNames.messages[product][language]),
          ),
        ].join(" "),
    ],
  ]);
}

/** An edition of the quality list: who is on it, who came and went, and why. */
export function qualityTable(
  edition: CustomerEdition,
  items: readonly ListedCustomer[],
  language: Language,
): ExportTable {
  const t = wordsIn(language);
  const notes = [
    `${t("asOf")} ${edition.asOf} · ${customerWords.sentence("knownAt", language, { index: edition.knownAt })}`,
    `SHA-256 ${edition.sha256}`,
  ];
  const told = items.filter(({ portrait }) => portrait !== null && portrait.quality.change !== "none");
  return tableOf<ListedCustomer>("quality", notes, told, language, [
    ["name", ({ customer }) => customer.name],
    ["uscc", ({ customer }) => customer.uscc],
    ["change", ({ portrait }) => t(portrait?.quality.change ?? null)],
    ["since", ({ portrait }) => portrait?.quality.listedSince ?? null],
    [
      "reasons",
      ({ portrait }) =>
        (portrait?.quality.reasons ?? []).map((code) => qualityRuleWords[code][language]).join("; "),
    ],
  ]);
}

/** The segments of an axis. */
export function segmentsTable(sheets: readonly SegmentSheet[], language: Language): ExportTable {
  const t = wordsIn(language);
  return tableOf<SegmentSheet>("segments", [], sheets, language, [
    ["axis", ({ axis }) => t(axis)],
    ["segment", ({ value }) => (value in customerWords.messages ? t(value) : value)],
    ["count", ({ customers }) => customers],
    ["listed", ({ listed }) => listed],
    ["sales", ({ salesFen }) => ({ fen: salesFen })],
    ["idleAssets", ({ idleFen }) => ({ fen: idleFen })],
  ]);
}

/** The funnel by channel. */
export function funnelTable(funnels: readonly ChannelFunnel[], language: Language): ExportTable {
  const at = ({ steps }: ChannelFunnel, step: string): number =>
    steps.find((one) => one.step === step)?.count ?? 0;
  return tableOf<ChannelFunnel>("funnel", [], funnels, language, [
    ["channel", ({ channel }) => channel],
    ...(
      ["lead", "consent", "evaluation", "application", "approval", "firstDrawdown", "retained"] as const
    ).map((step): Column<ChannelFunnel> => [step, (funnel) => at(funnel, step)]),
    ["cost", ({ costFen }) => ({ fen: costFen })],
    ["costPerBorrower", ({ costPerBorrower }) => moneyOf(costPerBorrower.valueFen)],
    ["low", ({ costPerBorrower }) => moneyOf(costPerBorrower.lowFen)],
    ["high", ({ costPerBorrower }) => moneyOf(costPerBorrower.highFen)],
  ]);
}

/** The steps of the service, worst first. */
export function weakStepsTable(steps: readonly StepReport[], language: Language): ExportTable {
  return tableOf<StepReport>("weakSteps", [], steps, language, [
    ["process", ({ process }) => process],
    ["step", ({ step }) => step],
    ["cases", ({ cases }) => cases],
    ["medianWait", ({ medianWaitHours }) => roundedTo(medianWaitHours)],
    ["p90Wait", ({ p90WaitHours }) => roundedTo(p90WaitHours)],
    ["dropOff", ({ dropOff }) => dropOff.hits],
    ["rework", ({ rework }) => rework.hits],
    ["rejected", ({ rejected }) => rejected.hits],
    ["weaknesses", ({ weaknesses }) => weaknesses.join(" ")],
  ]);
}

/** Idle assets, largest first. */
export function idleAssetsTable(
  rows: readonly { readonly customerName: string; readonly asset: IdleAsset }[],
  language: Language,
): ExportTable {
  const t = wordsIn(language);
  return tableOf<(typeof rows)[number]>("idleAssets", [], rows, language, [
    ["name", ({ customerName }) => customerName],
    ["kind", ({ asset }) => t(asset.kind)],
    ["subject", ({ asset }) => asset.subject],
    ["detail", ({ asset }) => asset.detail],
    ["worth", ({ asset }) => ({ fen: asset.valueFen })],
    ["days", ({ asset }) => asset.days],
    ["product", ({ asset }) => productNames.messages[asset.product][language]],
  ]);
}

/** What customers are expected to bring. */
export function valueTable(
  values: readonly (CustomerValue & { readonly name: string })[],
  language: Language,
): ExportTable {
  return tableOf<(typeof values)[number]>("value", [], values, language, [
    ["name", ({ name }) => name],
    ["margin", ({ yearlyMarginFen }) => ({ fen: yearlyMarginFen })],
    ["value", ({ valueFen }) => ({ fen: valueFen })],
    ["low", ({ lowFen }) => ({ fen: lowFen })],
    ["high", ({ highFen }) => ({ fen: highFen })],
  ]);
}

function wordsIn(language: Language): (key: string | null) => string {
  return (key) => (key === null ? "" : (customerWords.messages[key as CustomerWord]?.[language] ?? key));
}

function tableOf<Row>(
  name: CustomerWord,
  notes: readonly string[],
  rows: readonly Row[],
  language: Language,
  columns: readonly Column<Row>[],
): ExportTable {
  const t = wordsIn(language);
  return {
    name: t(name),
    notes,
    columns: columns.map(([title]) => t(title)),
    rows: rows.map((row) => columns.map(([, cellOf]) => cellOf(row))),
  };
}

function moneyOf(fen: bigint | null): ExportCell {
  return fen === null ? null : { fen };
}

function ppmCell(ppm: number | null): ExportCell {
  return ppm === null ? null : { ppm };
}

function roundedTo(hours: number | null): number | null {
  return hours === null ? null : Math.round(hours * 10) / 10;
}
