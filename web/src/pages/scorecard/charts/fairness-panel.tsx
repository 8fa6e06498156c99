import type { Fairness } from "#scorecard";
import { formatCount, formatDecimal, formatPercent, formatPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { IntervalText } from "./interval-text.tsx";
import { text } from "./text.ts";

/** How the groups of one kind fare at a cut-off, and what each way of evening them out would cost. */
export function FairnessPanel({ fairness }: { readonly fairness: Fairness }) {
  const t = useText(text);
  const title = t("fairness", { attribute: fairness.attribute });
  return (
    <Panel title={title} note={t("fairnessNote", { cutOff: formatPoints(fairness.cutOff) })}>
      <Groups fairness={fairness} title={title} />
      <ConstraintCosts fairness={fairness} />
    </Panel>
  );
}

/** What each group of the kind gets. */
function Groups({ fairness, title }: { readonly fairness: Fairness; readonly title: string }) {
  const t = useText(text);
  return (
    <FigureTable
      label={title}
      rows={fairness.groups}
      rowKey={({ label }) => label}
      columns={[
        {
          key: "group",
          title: t("groupLabel"),
          render: ({ label }) => <span translate="no">{label}</span>,
        },
        { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
        {
          key: "approval",
          title: t("approvalRate"),
          isFigure: true,
          render: ({ approvalRate }) => <IntervalText estimate={approvalRate} isShare />,
        },
        {
          key: "impact",
          title: t("impact"),
          isFigure: true,
          render: ({ impactRatio }) => formatDecimal(impactRatio, 2),
        },
        {
          key: "goods",
          title: t("goodsApproved"),
          isFigure: true,
          render: ({ goodsApproved }) => <IntervalText estimate={goodsApproved} isShare />,
        },
        {
          key: "auc",
          title: t("auc"),
          isFigure: true,
          render: ({ auc }) => <IntervalText estimate={auc} />,
        },
        {
          key: "calibration",
          title: t("calibrationRatio"),
          isFigure: true,
          render: ({ calibration }) => <IntervalText estimate={calibration} decimals={2} />,
        },
      ]}
    />
  );
}

/** What evening the groups out would cost, each way. */
function ConstraintCosts({ fairness }: { readonly fairness: Fairness }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("constraint")}
      rows={fairness.constraints}
      rowKey={({ constraint }) => constraint}
      columns={[
        { key: "constraint", title: t("constraint"), render: ({ constraint }) => t(constraint) },
        {
          key: "approval",
          title: t("approvalRate"),
          isFigure: true,
          render: ({ approvalRate }) => formatPercent(approvalRate, 1),
        },
        {
          key: "bad",
          title: t("badRateApproved"),
          isFigure: true,
          render: ({ badRateOfApproved }) => formatPercent(badRateOfApproved, 1),
        },
        {
          key: "lost",
          title: t("profitLost"),
          isFigure: true,
          render: ({ profitLost }) => formatDecimal(profitLost, 1),
        },
        {
          key: "auc",
          title: t("aucLost"),
          isFigure: true,
          render: ({ aucLost }) => formatDecimal(aucLost, 4),
        },
      ]}
    />
  );
}
