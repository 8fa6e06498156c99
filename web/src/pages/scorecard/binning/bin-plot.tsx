import { formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import type { DraftBin } from "./bin-figures.ts";
import { text } from "./text.ts";
import { useWidth } from "./use-width.ts";
import { roundTop } from "./value-axis.ts";

interface BinPlotProps {
  readonly bins: readonly DraftBin[];
  readonly labels: readonly string[];
  /** How many of the bins are of values, in front; a line joins them and not the special and missing ones. */
  readonly valueBins: number;
}

const height = 290;
const edge = { left: 44, right: 44, top: 24 };
const rates = { top: 24, bottom: 164 };
const evidence = { top: 178, bottom: 258 };

/** Bars of share and lines of bad rate, and under them each bin's weight of evidence: riskier upwards. */
export function BinPlot({ bins, labels, valueBins }: BinPlotProps) {
  const t = useText(text);
  const { place, width } = useWidth<HTMLDivElement>();
  const column = Math.max(1, width - edge.left - edge.right) / Math.max(1, bins.length);
  const middle = (index: number): number => edge.left + (index + 0.5) * column;
  const shareTop = roundTop(Math.max(...bins.map(({ share }) => share)));
  const rateTop = roundTop(
    Math.max(0.01, ...bins.flatMap((bin) => [bin.badRate ?? 0, bin.heldOutBadRate ?? 0])),
  );
  const woeTop = Math.max(
    0.1,
    ...bins.flatMap(({ woe, heldOutWoe }) => [Math.abs(woe), Math.abs(heldOutWoe ?? 0)]),
  );
  const rateY = (rate: number): number => rates.bottom - (rate / rateTop) * (rates.bottom - rates.top);
  const shareY = (share: number): number => rates.bottom - (share / shareTop) * (rates.bottom - rates.top);
  const zero = (evidence.top + evidence.bottom) / 2;
  const woeY = (woe: number): number => zero - (woe / woeTop) * ((evidence.bottom - evidence.top) / 2);
  const barWidth = Math.min(56, column * 0.62);
  const lineOf = (rate: (bin: DraftBin) => number | null): string =>
    bins
      .slice(0, valueBins)
      .flatMap((bin, index) => {
        const found = rate(bin);
        return found === null ? [] : [`${middle(index)},${rateY(found)}`];
      })
      .join(" ");
  return (
    <div ref={place} className="bin-plot">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={t("binPlot")}>
          <Axes width={width} shareTop={shareTop} rateTop={rateTop} woeTop={woeTop} />
          {bins.map((bin, index) => (
            <g key={index}>
              <rect
                className="bin-plot__share"
                x={middle(index) - barWidth / 2}
                width={barWidth}
                y={shareY(bin.share)}
                height={Math.max(0, rates.bottom - shareY(bin.share))}
              />
              <rect
                className={bin.woe > 0 ? "bin-plot__woe bin-plot__woe--risky" : "bin-plot__woe"}
                x={middle(index) - barWidth / 2}
                width={barWidth}
                y={Math.min(zero, woeY(bin.woe))}
                height={Math.abs(woeY(bin.woe) - zero)}
              />
              {bin.heldOutWoe !== null && (
                <line
                  className="bin-plot__held-out"
                  x1={middle(index) - barWidth / 2 - 3}
                  x2={middle(index) + barWidth / 2 + 3}
                  y1={woeY(bin.heldOutWoe)}
                  y2={woeY(bin.heldOutWoe)}
                />
              )}
              <BinLabel
                x={middle(index)}
                room={column}
                label={labels[index] ?? ""}
                isName={bin.content.kind === "group"}
              />
              <title data-quotes>{titleOf(bin, labels[index] ?? "", t)}</title>
            </g>
          ))}
          <polyline className="bin-plot__held-out" points={lineOf((bin) => bin.heldOutBadRate)} />
          <polyline className="bin-plot__rate" points={lineOf((bin) => bin.badRate)} />
          {bins
            .slice(valueBins)
            .map(({ heldOutBadRate }, index) =>
              heldOutBadRate === null ? null : (
                <circle
                  key={index}
                  className="bin-plot__held-out"
                  cx={middle(valueBins + index)}
                  cy={rateY(heldOutBadRate)}
                  r={4}
                />
              ),
            )}
          {bins.map(({ badRate, isAgainstTrend }, index) =>
            badRate === null ? null : (
              <circle
                key={index}
                className={isAgainstTrend ? "bin-plot__dot bin-plot__dot--against" : "bin-plot__dot"}
                cx={middle(index)}
                cy={rateY(badRate)}
                r={isAgainstTrend ? 6 : 4}
              />
            ),
          )}
        </svg>
      )}
    </div>
  );
}

function titleOf(bin: DraftBin, label: string, t: (key: keyof typeof text) => string): string {
  return [
    label,
    `${t("share")} ${formatPercent(bin.share, 1)}`,
    `${t("badRate")} ${formatPercent(bin.badRate, 2)}`,
    `WOE ${formatDecimal(bin.woe, 3)}`,
  ].join("\n");
}

interface AxesProps {
  readonly width: number;
  readonly shareTop: number;
  readonly rateTop: number;
  readonly woeTop: number;
}

function Axes({ width, shareTop, rateTop, woeTop }: AxesProps) {
  const t = useText(text);
  const right = width - edge.right;
  const decimals = (top: number): number => (top < 0.1 ? 1 : 0);
  return (
    <g className="cut-plot__axis" aria-hidden="true">
      <text x={2} y={12}>
        {t("share")}
      </text>
      <text x={width - 2} y={12} textAnchor="end">
        {t("badRate")}
      </text>
      <text x={2} y={evidence.top + 4}>
        WOE
      </text>
      {[0, 0.5, 1].map((part) => {
        const y = rates.bottom - part * (rates.bottom - rates.top);
        return (
          <g key={part}>
            <line x1={edge.left} x2={right} y1={y} y2={y} />
            <text x={edge.left - 6} y={y + 4} textAnchor="end">
              {formatPercent(part * shareTop, decimals(shareTop))}
            </text>
            <text x={right + 6} y={y + 4}>
              {formatPercent(part * rateTop, decimals(rateTop))}
            </text>
          </g>
        );
      })}
      <line
        x1={edge.left}
        x2={right}
        y1={(evidence.top + evidence.bottom) / 2}
        y2={(evidence.top + evidence.bottom) / 2}
      />
      <text x={right + 6} y={evidence.top + 4}>
        {formatDecimal(woeTop, 1)}
      </text>
      <text x={right + 6} y={evidence.bottom + 4}>
        {formatDecimal(-woeTop, 1)}
      </text>
    </g>
  );
}

const charactersOfPixel = 1 / 6.4;

interface BinLabelProps {
  readonly x: number;
  readonly room: number;
  readonly label: string;
  /** Names of categories are as the data has them. */
  readonly isName: boolean;
}

/** A bin's label, shortened to its column; the table under the chart has it in full. */
function BinLabel({ x, room, label, isName }: BinLabelProps) {
  const most = Math.max(3, Math.floor(room * charactersOfPixel));
  const shown = label.length <= most ? label : `${label.slice(0, most - 1)}…`;
  return (
    <text
      className="bin-plot__label"
      x={x}
      y={height - 8}
      textAnchor="middle"
      {...(isName ? { "data-quotes": true } : {})}
    >
      {shown}
    </text>
  );
}
