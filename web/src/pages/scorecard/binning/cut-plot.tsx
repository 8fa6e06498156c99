import { type PointerEvent, useState } from "react";
import { formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import type { DraftBin } from "./bin-figures.ts";
import { CutHandle, type CutStanding } from "./cut-handle.tsx";
import { boundaryOf } from "./draft.ts";
import type { NumericEntry } from "./fine-counts.ts";
import { formatCut } from "./format-cut.ts";
import { text } from "./text.ts";
import { useWidth } from "./use-width.ts";
import { nearestBoundary, roundTop, type ValueAxis, valueAxisOf } from "./value-axis.ts";

interface CutPlotProps {
  readonly entries: readonly NumericEntry[];
  readonly cuts: readonly number[];
  /** The value bins of the cuts. */
  readonly bins: readonly DraftBin[];
  /** Cuts that the plan wants kept: they stay where they are. */
  readonly fixedCuts: readonly number[];
  /** Open intervals in which the plan wants no cut. */
  readonly forbiddenCuts: readonly { readonly from: number; readonly to: number }[];
  /** A cut is held at a boundary; `isLast` when it is let go. */
  readonly onMove: (move: { readonly index: number; readonly boundary: number }, isLast: boolean) => void;
  readonly onAdd: (boundary: number) => void;
  readonly onRemove: (index: number) => void;
}

const height = 250;
const edge = { left: 44, right: 14, top: 44, bottom: 26 };

/** The raw bad rate along the values, the bins' rates over it, and the cuts as handles to drag or move by arrow keys. */
export function CutPlot(props: CutPlotProps) {
  const { entries, cuts, bins, fixedCuts, forbiddenCuts, onMove, onAdd, onRemove } = props;
  const t = useText(text);
  const { place, width } = useWidth<HTMLDivElement>();
  const [dragged, setDragged] = useState<number | null>(null);
  const axis = valueAxisOf(entries);
  const scale = scaleOf(axis, bins, width);
  const boundaryAt = (event: PointerEvent | React.MouseEvent): number => {
    const left = event.currentTarget.closest("svg")?.getBoundingClientRect().left ?? 0;
    return nearestBoundary(axis.shares, (event.clientX - left - edge.left) / scale.width);
  };
  const places = cuts.map((cut) => boundaryOf(entries, cut));
  const fixedPlaces = new Set(fixedCuts.map((cut) => boundaryOf(entries, cut)));
  const standingOf = (cut: number, index: number): CutStanding => {
    if (fixedPlaces.has(places[index] ?? 0)) return "fixed";
    return forbiddenCuts.some(({ from, to }) => cut > from && cut < to) ? "forbidden" : "free";
  };
  return (
    <div ref={place} className="cut-plot">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={t("cutPlot")}
          onDoubleClick={(event) => onAdd(boundaryAt(event))}
          onPointerMove={(event) => {
            if (dragged !== null) onMove({ index: dragged, boundary: boundaryAt(event) }, false);
          }}
          onPointerUp={(event) => {
            if (dragged === null) return;
            onMove({ index: dragged, boundary: boundaryAt(event) }, true);
            setDragged(null);
          }}
        >
          <RateAxis scale={scale} />
          <Stretches axis={axis} scale={scale} />
          <Forbidden entries={entries} intervals={forbiddenCuts} axis={axis} scale={scale} />
          <BinRates bins={bins} places={places} axis={axis} scale={scale} />
          <ValueLabels entries={entries} axis={axis} scale={scale} />
          {cuts.map((cut, index) => (
            <CutHandle
              key={index}
              x={scale.x(axis.shares[places[index] ?? 0] ?? 0)}
              bottom={height - edge.bottom}
              row={index % 2}
              label={t("cutHandle", { number: index + 1, cut: formatCut(cut) })}
              value={formatCut(cut)}
              boundary={places[index] ?? 0}
              boundaries={entries.length}
              isDragged={dragged === index}
              standing={standingOf(cut, index)}
              onGrab={(event) => {
                event.currentTarget.closest("svg")?.setPointerCapture(event.pointerId);
                setDragged(index);
              }}
              onStep={(step) => onMove({ index, boundary: (places[index] ?? 0) + step }, true)}
              onRemove={() => onRemove(index)}
            />
          ))}
        </svg>
      )}
    </div>
  );
}

interface Scale {
  readonly width: number;
  readonly top: number;
  readonly x: (share: number) => number;
  readonly y: (rate: number) => number;
}

function scaleOf(axis: ValueAxis, bins: readonly DraftBin[], width: number): Scale {
  const plotWidth = Math.max(1, width - edge.left - edge.right);
  const rates = [...axis.stretches.map(({ badRate }) => badRate), ...bins.map(({ badRate }) => badRate ?? 0)];
  const top = roundTop(Math.max(0.01, ...rates));
  return {
    width: plotWidth,
    top,
    x: (share) => edge.left + share * plotWidth,
    y: (rate) => edge.top + (1 - Math.min(1, rate / top)) * (height - edge.top - edge.bottom),
  };
}

function RateAxis({ scale }: { readonly scale: Scale }) {
  const ticks = [0, 0.5, 1].map((part) => part * scale.top);
  return (
    <g className="cut-plot__axis" aria-hidden="true">
      {ticks.map((rate) => (
        <g key={rate}>
          <line x1={edge.left} x2={scale.x(1)} y1={scale.y(rate)} y2={scale.y(rate)} />
          <text x={edge.left - 6} y={scale.y(rate) + 4} textAnchor="end">
            {formatPercent(rate, scale.top < 0.1 ? 1 : 0)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Stretches({ axis, scale }: { readonly axis: ValueAxis; readonly scale: Scale }) {
  return (
    <g className="cut-plot__stretches" aria-hidden="true">
      {axis.stretches.map(({ from, to, badRate }) => (
        <rect
          key={from}
          x={scale.x(from)}
          width={Math.max(0.5, scale.x(to) - scale.x(from) - 1)}
          y={scale.y(badRate)}
          height={Math.max(0, scale.y(0) - scale.y(badRate))}
        />
      ))}
    </g>
  );
}

interface ForbiddenProps {
  readonly entries: readonly NumericEntry[];
  readonly intervals: CutPlotProps["forbiddenCuts"];
  readonly axis: ValueAxis;
  readonly scale: Scale;
}

/** Where the plan wants no cut. */
function Forbidden({ entries, intervals, axis, scale }: ForbiddenProps) {
  const t = useText(text);
  return (
    <g className="cut-plot__forbidden">
      {intervals.map(({ from, to }) => {
        const [left, right] = [from, to].map((cut) => scale.x(axis.shares[boundaryOf(entries, cut)] ?? 0));
        return (
          <rect
            key={from}
            x={left}
            width={Math.max(2, (right ?? 0) - (left ?? 0))}
            y={edge.top}
            height={height - edge.top - edge.bottom}
          >
            <title>{t("forbidden", { from: formatCut(from), to: formatCut(to) })}</title>
          </rect>
        );
      })}
    </g>
  );
}

interface BinRatesProps {
  readonly bins: readonly DraftBin[];
  readonly places: readonly number[];
  readonly axis: ValueAxis;
  readonly scale: Scale;
}

/** Training as a line over each bin, held out dashed. */
function BinRates({ bins, places, axis, scale }: BinRatesProps) {
  const ends = [0, ...places.map((place) => axis.shares[place] ?? 0), 1];
  return (
    <g aria-hidden="true">
      {bins.map(({ badRate, heldOutBadRate, isAgainstTrend }, index) => {
        const [from, to] = [scale.x(ends[index] ?? 0), scale.x(ends[index + 1] ?? 1)];
        return (
          <g key={index}>
            {heldOutBadRate !== null && (
              <line
                className="cut-plot__held-out"
                x1={from}
                x2={to}
                y1={scale.y(heldOutBadRate)}
                y2={scale.y(heldOutBadRate)}
              />
            )}
            {badRate !== null && (
              <line
                className={isAgainstTrend ? "cut-plot__rate cut-plot__rate--against" : "cut-plot__rate"}
                x1={from}
                x2={to}
                y1={scale.y(badRate)}
                y2={scale.y(badRate)}
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

interface ValueLabelsProps {
  readonly entries: readonly NumericEntry[];
  readonly axis: ValueAxis;
  readonly scale: Scale;
}

/** The values at the quarters of the rows. */
function ValueLabels({ entries, axis, scale }: ValueLabelsProps) {
  return (
    <g className="cut-plot__axis" aria-hidden="true">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => {
        const found = axis.shares.findIndex((below) => below > share);
        const entry = entries[found === -1 ? entries.length - 1 : found - 1];
        return (
          <text
            key={share}
            x={scale.x(share)}
            y={height - 8}
            textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}
          >
            {formatCut(entry?.from ?? 0)}
          </text>
        );
      })}
    </g>
  );
}
