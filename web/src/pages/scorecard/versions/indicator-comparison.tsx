import { formatDecimal, formatPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import type { VersionComparison } from "../version-api.ts";
import { text } from "./text.ts";

type Side = VersionComparison["indicators"][number]["left"];

/** What each version makes of each indicator. */
export function IndicatorComparison({ comparison }: { readonly comparison: VersionComparison }) {
  const t = useText(text);
  const { left, right, indicators } = comparison;
  const columnsOf = (which: "left" | "right", version: number) => {
    const of = (key: string, title: string, render: (side: NonNullable<Side>) => string | number) => ({
      key: `${which}/${key}`,
      title: `v${version} ${title}`,
      isFigure: true,
      render: (row: VersionComparison["indicators"][number]) => {
        const side = row[which];
        return side === null ? "" : render(side);
      },
    });
    return [
      of("iv", t("iv"), ({ iv }) => formatDecimal(iv, 3)),
      of("bins", t("binCount"), ({ bins }) => bins),
      of("coefficient", t("coefficient"), ({ coefficient }) => formatDecimal(coefficient, 3)),
      of(
        "range",
        t("range"),
        ({ worstPoints, bestPoints }) => `${formatPoints(worstPoints)} … ${formatPoints(bestPoints)}`,
      ),
    ];
  };
  return (
    <Panel title={t("byIndicator")} note={t("byIndicatorNote")}>
      <FigureTable
        label={t("byIndicator")}
        rows={indicators}
        rowKey={({ id }) => id}
        columns={[
          { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
          ...columnsOf("left", left.version),
          ...columnsOf("right", right.version),
        ]}
      />
    </Panel>
  );
}
