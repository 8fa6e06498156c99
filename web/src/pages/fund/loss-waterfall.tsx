import type { Palette } from "../../app/palette.ts";
import { formatExactMoney, moneyForChart, overviewUnit } from "../../figures/format-money.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import type { ClaimCase } from "./fund-api.ts";
import { text } from "./text.ts";

/** One bar, from where it starts to where it ends, in fen. */
interface Step {
  readonly name: string;
  readonly from: bigint;
  readonly to: bigint;
  readonly who: "all" | "fund" | "bank";
}

/** The loss as a waterfall: what others and the fund take off it, what comes back, what the bank bears in the end. */
export function LossWaterfall({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const phrase = usePhrase();
  const isNarrow = useIsNarrow();
  const steps = stepsOf(claim.borne, t);
  const fundNet = BigInt(claim.borne.fundPaidFen) - BigInt(claim.borne.fundRecoveredFen);
  const rows = [...steps, { name: t("fundNet"), from: 0n, to: fundNet, who: "fund" as const }];
  return (
    <ChartPanel
      title={t("waterfall")}
      note={t("waterfallNote")}
      height={steps.length * 30 + 50}
      option={(palette) => optionOf({ steps, palette, unit: phrase(overviewUnit), isNarrow })}
      table={
        <FigureTable
          label={t("waterfall")}
          rows={rows}
          rowKey={(step) => step.name}
          columns={[
            { key: "name", title: t("what"), render: (step) => step.name },
            {
              key: "amount",
              title: t("amount"),
              isFigure: true,
              render: (step) => formatExactMoney((step.to - step.from).toString()),
            },
          ]}
        />
      }
    />
  );
}

function stepsOf(borne: ClaimCase["borne"], t: (key: keyof typeof text) => string): readonly Step[] {
  const loss = BigInt(borne.lossFen);
  const down: readonly (readonly [string, bigint, Step["who"]])[] = [
    [t("others"), BigInt(borne.otherFen), "all"],
    [t("fundPaid"), BigInt(borne.fundPaidFen), "fund"],
    [t("bankRecovered"), BigInt(borne.bankRecoveredFen), "bank"],
  ];
  const steps: Step[] = [{ name: t("loss"), from: 0n, to: loss, who: "all" }];
  let at = loss;
  for (const [name, fen, who] of down) {
    if (fen === 0n) continue;
    steps.push({ name, from: at, to: at - fen, who });
    at -= fen;
  }
  return [...steps, { name: t("bankNet"), from: 0n, to: at, who: "bank" }];
}

interface OptionInput {
  readonly steps: readonly Step[];
  readonly palette: Palette;
  readonly unit: string;
  readonly isNarrow: boolean;
}

/** Floating bars are stacks: an invisible one up to the lower end, the visible one on top of it. */
function optionOf({ steps, palette, unit, isNarrow }: OptionInput): ChartOption {
  const frame = chartFrame(palette);
  const low = (step: Step) => (step.from < step.to ? step.from : step.to);
  const size = (step: Step) => (step.from < step.to ? step.to - step.from : step.from - step.to);
  const colours = { all: palette.ink, fund: palette.gain, bank: palette.loss };
  return {
    ...frame,
    legend: { show: false },
    tooltip: { show: false },
    grid: { left: isNarrow ? 88 : 108, right: 92, top: 6, bottom: 36 },
    yAxis: {
      ...categoryAxis(
        palette,
        steps.map(({ name }) => name),
      ),
      inverse: true,
      axisLabel: { color: palette.ink },
    },
    xAxis: { ...valueAxis(palette, unit), nameLocation: "middle", nameGap: 22 },
    series: [
      {
        type: "bar",
        stack: "steps",
        silent: true,
        itemStyle: { color: "transparent" },
        data: steps.map((step) => moneyForChart(low(step).toString())),
      },
      {
        type: "bar",
        stack: "steps",
        barWidth: 17,
        data: steps.map((step) => ({
          value: moneyForChart(size(step).toString()),
          itemStyle: { color: colours[step.who] },
        })),
        label: {
          show: true,
          position: "right",
          color: palette.ink,
          formatter: ({ dataIndex }) => {
            const step = steps[dataIndex];
            return step === undefined ? "" : formatExactMoney((step.to - step.from).toString());
          },
        },
      },
    ],
  };
}
