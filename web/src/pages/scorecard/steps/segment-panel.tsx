import type { SegmentArtefact, SegmentComparison } from "#scorecard";
import { formatCount, formatDecimal } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { text } from "./text.ts";

/** Cards by segment: how each segment is scored, and what its card gains on the card of all. */
export function SegmentPanel({ segments: found }: { readonly segments: SegmentArtefact }) {
  const t = useText(text);
  const aucOf =
    (pick: (auc: NonNullable<SegmentComparison["auc"]>) => string) =>
    ({ auc }: SegmentComparison) =>
      auc === null ? "—" : pick(auc);
  return (
    <Panel
      title={t("segments")}
      note={
        <>
          {t("segmentsNote")}
          {t(found.comparedOn === "development" ? "segmentsSeen" : "segmentsUnseen")}
        </>
      }
    >
      <FigureTable
        label={t("segments")}
        rows={found.segments}
        rowKey={({ segment }) => segment}
        columns={[
          {
            key: "segment",
            title: t("segment"),
            render: ({ segment }) => <span translate="no">{segment}</span>,
          },
          { key: "kind", title: t("segmentCard"), render: ({ kind }) => t(`segment_${kind}`) },
          { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
          { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
          {
            key: "ofAll",
            title: t("aucOfAll"),
            isFigure: true,
            render: aucOf(({ ofAll }) => formatDecimal(ofAll.value, 4)),
          },
          {
            key: "own",
            title: t("aucOfSegment"),
            isFigure: true,
            render: aucOf(({ ofSegment }) => formatDecimal(ofSegment.value, 4)),
          },
          {
            key: "gain",
            title: t("segmentGain"),
            isFigure: true,
            render: aucOf(
              ({ gain }) =>
                `${formatDecimal(gain.value, 4)} (${formatDecimal(gain.low, 3)} … ${formatDecimal(gain.high, 3)})`,
            ),
          },
          {
            key: "p",
            title: t("pValue"),
            isFigure: true,
            render: aucOf(({ pValue }) => formatDecimal(pValue, 3)),
          },
        ]}
      />
    </Panel>
  );
}
