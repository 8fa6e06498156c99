import type { EvaluatedEnterprise } from "../../api/types.ts";
import type { Palette } from "../../app/palette.ts";
import { formatCount, formatPoints, formatSignedPoints } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { categoryAxis, chartFrame, valueAxis } from "../../parts/chart-style.ts";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { IndicatorTerm, useIndicatorName } from "../../parts/indicator-term.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import { text } from "./text.ts";

type Points = EvaluatedEnterprise["points"][number];

interface PointsWaterfallProps {
  readonly score: number;
  /** Points of the card before any indicator. */
  readonly basePoints: number;
  readonly points: readonly Points[];
}

/** One step of the waterfall, from where it starts to where it ends, in points. */
interface Step {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly kind: "level" | "step";
}

/** The score as a waterfall: the sample's average, what each indicator adds or takes, the score. */
export function PointsWaterfall({ score, basePoints, points }: PointsWaterfallProps) {
  const t = useText(text);
  const nameOf = useIndicatorName();
  const isNarrow = useIsNarrow();
  const names = { average: t("average"), final: t("final"), outOfFold: t("outOfFoldStep") };
  const steps = stepsOf({ score, basePoints, points, nameOf, names });
  return (
    <ChartPanel
      title={t("waterfall")}
      note={t("waterfallNote")}
      height={Math.max(220, steps.length * 27 + 46)}
      option={(palette) => waterfallOption({ steps, palette, unit: t("points"), isNarrow })}
      table={<PointsTable points={points} />}
    />
  );
}

interface StepsInput extends PointsWaterfallProps {
  readonly nameOf: (id: string) => string;
  readonly names: { readonly average: string; readonly final: string; readonly outOfFold: string };
}

/**
 * From the average to the score. An enterprise of the sample carries its out-of-fold score, which is not the sum of
 * the card's points: the difference is a step of its own.
 */
function stepsOf({ score, basePoints, points, nameOf, names }: StepsInput): Step[] {
  const differences = points
    .map((item) => ({ name: nameOf(item.indicator), difference: item.points - item.neutralPoints }))
    .sort((a, b) => b.difference - a.difference);
  const average = points.reduce((sum, item) => sum + item.neutralPoints, basePoints);
  const steps: Step[] = [{ name: names.average, from: average, to: average, kind: "level" }];
  let at = average;
  for (const { name, difference } of differences) {
    steps.push({ name, from: at, to: at + difference, kind: "step" });
    at += difference;
  }
  if (Math.abs(score - at) >= 0.5) steps.push({ name: names.outOfFold, from: at, to: score, kind: "step" });
  return [...steps, { name: names.final, from: score, to: score, kind: "level" }];
}

interface WaterfallInput {
  readonly steps: readonly Step[];
  readonly palette: Palette;
  readonly unit: string;
  readonly isNarrow: boolean;
}

/** Floating bars are stacks: an invisible one up to the lower end, the visible one on top of it. */
function waterfallOption({ steps, palette, unit, isNarrow }: WaterfallInput): ChartOption {
  const ends = steps.flatMap((step) => [step.from, step.to]);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const tick = Math.max(0.5, (high - low) * 0.006);
  const frame = chartFrame(palette);
  return {
    ...frame,
    legend: { show: false },
    tooltip: { ...frame.tooltip, formatter: (items: unknown) => tooltipOf(steps, items, unit) },
    grid: { left: isNarrow ? 108 : 168, right: 54, top: 6, bottom: 34 },
    yAxis: {
      ...categoryAxis(
        palette,
        steps.map((step) => step.name),
      ),
      inverse: true,
      axisLabel: { color: palette.ink, width: isNarrow ? 100 : 156, overflow: "truncate" },
    },
    xAxis: {
      ...valueAxis(palette, unit),
      nameLocation: "middle",
      nameGap: 22,
      min: Math.floor((low - (high - low) * 0.08) / 5) * 5,
      max: Math.ceil((high + (high - low) * 0.08) / 5) * 5,
    },
    series: [
      {
        type: "bar",
        stack: "steps",
        silent: true,
        itemStyle: { color: "transparent" },
        data: steps.map((step) => Math.min(step.from, step.to) - (step.kind === "level" ? tick : 0)),
      },
      {
        type: "bar",
        stack: "steps",
        barWidth: 15,
        data: steps.map((step) => ({
          value: step.kind === "level" ? tick * 2 : Math.abs(step.to - step.from),
          itemStyle: {
            color: step.kind === "level" ? palette.ink : step.to >= step.from ? palette.gain : palette.loss,
          },
        })),
        label: {
          show: true,
          position: "right",
          color: palette.ink,
          formatter: ({ dataIndex }) => labelOf(steps[dataIndex]),
        },
      },
    ],
  };
}

function labelOf(step: Step | undefined): string {
  if (step === undefined) return "";
  return step.kind === "level" ? formatCount(step.to) : formatSignedPoints(step.to - step.from);
}

function tooltipOf(steps: readonly Step[], items: unknown, unit: string): string {
  const first = Array.isArray(items) ? (items[0] as { dataIndex?: number } | undefined) : undefined;
  const step = steps[first?.dataIndex ?? -1];
  return step === undefined ? "" : `${step.name}<br><b>${labelOf(step)}</b> ${unit}`;
}

function PointsTable({ points }: { readonly points: readonly Points[] }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("waterfall")}
      rows={points}
      rowKey={(row) => row.indicator}
      columns={[
        { key: "indicator", title: t("indicator"), render: (row) => <IndicatorTerm id={row.indicator} /> },
        { key: "bin", title: t("bin"), isFigure: true, render: (row) => <BinLabel label={row.bin} /> },
        {
          key: "points",
          title: t("ownPoints"),
          isFigure: true,
          render: (row) => formatPoints(row.points),
        },
        {
          key: "neutral",
          title: t("neutralPoints"),
          isFigure: true,
          render: (row) => formatPoints(row.neutralPoints),
        },
        {
          key: "best",
          title: t("bestPoints"),
          isFigure: true,
          render: (row) => formatPoints(row.bestPoints),
        },
        {
          key: "against",
          title: t("against"),
          isFigure: true,
          render: (row) => formatSignedPoints(row.points - row.neutralPoints),
        },
      ]}
    />
  );
}

/** A bin's interval as the card writes it; the bin of missing values in the reader's language. */
export function BinLabel({ label }: { readonly label: string }) {
  const t = useText(text);
  return label === "missing" || label === "缺失" ? (
    <>{t("missingBin")}</>
  ) : (
    <span translate="no">{label}</span>
  );
}
