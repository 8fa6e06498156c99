import { Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import type { Palette } from "../app/palette.ts";
import { paletteOf } from "../app/palette.ts";
import { useThemeMode } from "../app/theme-mode.tsx";
import { useText } from "../i18n/language.tsx";
import type { ChartOption } from "./chart-canvas.tsx";
import { Panel } from "./panel.tsx";
import { text } from "./text.ts";

const ChartCanvas = lazy(async () => ({ default: (await import("./chart-canvas.tsx")).ChartCanvas }));
const RichCanvas = lazy(async () => ({ default: (await import("./rich-canvas.tsx")).ChartCanvas }));

interface ChartPanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly height: number;
  /** Builds the chart in the colours of the theme. */
  readonly option: (palette: Palette) => ChartOption;
  /** The same figures as a table. */
  readonly table: ReactNode;
  /** For flows, networks, radars and calendars, whose code is loaded only for them. */
  readonly isRich?: boolean;
  /** Chart and table one above the other, where both are short. */
  readonly showsBoth?: boolean;
  /** Told the place on the axis, and which series, of a bar or point that is clicked. */
  readonly onPick?: (index: number, series: number) => void;
}

/** A chart with the table of its figures one step away; the chart library loads only when it is needed. */
export function ChartPanel({
  title,
  note,
  height,
  option,
  table,
  isRich = false,
  showsBoth = false,
  onPick,
}: ChartPanelProps) {
  const t = useText(text);
  const { mode } = useThemeMode();
  const [view, setView] = useState<"chart" | "table">("chart");
  const Canvas = isRich ? RichCanvas : ChartCanvas;
  const choice = (
    <Segmented
      size="small"
      value={view}
      aria-label={t("chartOrTable", { title })}
      onChange={setView}
      options={[
        { value: "chart", label: t("chart") },
        { value: "table", label: t("table") },
      ]}
    />
  );
  return (
    <Panel title={title} note={note} actions={showsBoth ? undefined : choice}>
      {(showsBoth || view === "chart") && (
        <Suspense fallback={<div style={{ height }} />}>
          <Canvas
            label={title}
            height={height}
            option={option(paletteOf(mode))}
            {...(onPick === undefined ? {} : { onPick })}
          />
        </Suspense>
      )}
      {(showsBoth || view === "table") && table}
    </Panel>
  );
}
