import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatRate } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { reportAddress, type Segment, segmentsQuery } from "./customers-api.ts";
import { Word } from "./marks.tsx";
import { MatrixPanel, OutlookPanel } from "./matrix-panel.tsx";
import { text } from "./text.ts";
import { ValuePanel } from "./value-panel.tsx";
import { wordOf } from "./words.ts";
import "./customers.css";

const axes = ["lifeStage", "industry", "region", "supplyChain", "publicData"] as const;

/** What the segments have in common and need, the product matrix, outlooks, and what customers are worth. */
export function SegmentsPage() {
  const t = useText(text);
  const phrase = usePhrase();
  const { language } = useLanguage();
  usePageTitle(t("segments"));
  const [axis, setAxis] = useState<Segment["axis"]>("lifeStage");
  return (
    <div className="customers">
      <header className="customers__head">
        <h1>{t("segments")}</h1>
        <span className="customers__space" />
        <a className="button-link" href={reportAddress("segments", "xlsx", language)}>
          {t("exported")} Excel
        </a>
      </header>
      <div className="panels">
        <div className="span-12">
          <Panel
            title={t("segments")}
            note={t("segmentsNote")}
            actions={
              <Segmented
                size="small"
                value={axis}
                onChange={setAxis}
                options={axes.map((value) => ({ value, label: phrase(wordOf(value)) }))}
              />
            }
          >
            <SegmentTable axis={axis} />
          </Panel>
        </div>
        <div className="span-7">
          <MatrixPanel />
        </div>
        <div className="span-5">
          <OutlookPanel />
        </div>
        <div className="span-12">
          <ValuePanel />
        </div>
      </div>
    </div>
  );
}

function SegmentTable({ axis }: { readonly axis: Segment["axis"] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const unit = phrase(overviewUnit);
  const query = useQuery(segmentsQuery(axis));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  const [first] = items;
  if (first === undefined) return <Nothing title={t("noSegments")} next={t("noSegmentsNext")} />;
  return (
    <FigureTable
      label={t("segments")}
      rows={items}
      rowKey={({ value }) => value}
      columns={[
        {
          key: "segment",
          title: t("segment"),
          render: ({ value }) =>
            axis === "industry" || axis === "region" ? (
              <span translate="no">{value}</span>
            ) : (
              <Word code={value} />
            ),
        },
        {
          key: "count",
          title: t("count"),
          isFigure: true,
          render: ({ customers }) => formatCount(customers),
        },
        { key: "listed", title: t("listed"), isFigure: true, render: ({ listed }) => formatCount(listed) },
        {
          key: "needs",
          title: t("topNeeds"),
          render: ({ needs }) => (
            <span className="customers__chips customers__chips--wide">
              {needs.slice(0, 3).map(({ need, customers }) => (
                <span key={need} className="chip">
                  <Word code={need} /> {customers}
                </span>
              ))}
            </span>
          ),
        },
        {
          key: "sales",
          title: t("sales", { unit }),
          isFigure: true,
          render: ({ salesFen }) => formatOverviewMoney(salesFen),
        },
        ...first.features.map(({ feature }) => ({
          key: feature,
          title: phrase(wordOf(feature)),
          isFigure: true,
          render: ({ features }: Segment) => {
            const found = features.find((one) => one.feature === feature);
            if (found === undefined || found.median === null) return "—";
            const shown = (value: number | null) =>
              feature.endsWith("Ppm") ? formatRate(value) : formatCount(value);
            return `${shown(found.median)} (${shown(found.lower)}–${shown(found.upper)})`;
          },
        })),
      ]}
    />
  );
}
