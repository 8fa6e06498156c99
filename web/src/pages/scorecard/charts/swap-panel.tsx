import type { SwapSet } from "#scorecard";
import { formatCount, formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { IntervalText } from "./interval-text.tsx";
import { text } from "./text.ts";

const cells = ["bothApprove", "swappedIn", "swappedOut", "bothDecline"] as const;

/** Who is decided differently by the new model than by the old one. */
export function SwapPanel({ swapSet }: { readonly swapSet: SwapSet }) {
  const t = useText(text);
  return (
    <Panel
      title={t("swap")}
      note={t("swapNote", {
        rate: formatPercent(swapSet.approvalRate, 1),
        difference: formatDecimal(swapSet.aucDifference.value, 4),
        p: formatDecimal(swapSet.pValue, 3),
      })}
    >
      <FigureTable
        label={t("swap")}
        rows={cells}
        rowKey={(cell) => cell}
        columns={[
          { key: "who", title: t("who"), render: (cell) => t(cell) },
          {
            key: "rows",
            title: t("rows"),
            isFigure: true,
            render: (cell) => formatCount(swapSet[cell].rows),
          },
          {
            key: "bads",
            title: t("bads"),
            isFigure: true,
            render: (cell) => formatCount(swapSet[cell].bads),
          },
          {
            key: "rate",
            title: t("badRate"),
            isFigure: true,
            render: (cell) => <IntervalText estimate={swapSet[cell].badRate} isShare />,
          },
        ]}
      />
    </Panel>
  );
}
