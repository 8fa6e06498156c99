import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { InputNumber } from "antd";
import { useState } from "react";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { comparisonQuery, type VersionComparison, type VersionSummary } from "./version-api.ts";
import { VersionStateMark } from "./version-state.tsx";
import { IndicatorComparison } from "./versions/indicator-comparison.tsx";
import { SwapOnData } from "./versions/swap-on-data.tsx";
import { text } from "./versions/text.ts";
import "./scorecard.css";
import "./versions/versions.css";

const route = getRouteApi("/shell/scorecards/versions/$versionId/compare/$otherId");
const acceptedAtFirst = 0.7;

/** Two versions side by side: figures, points, and who would be decided differently. */
export function ComparisonPage() {
  const t = useText(text);
  const { versionId, otherId } = route.useParams();
  const [acceptedShare, setAcceptedShare] = useState(acceptedAtFirst);
  const query = useQuery(comparisonQuery(versionId, otherId, acceptedShare));
  usePageTitle(t("comparison"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const comparison = query.data;
  return (
    <div className="studio">
      <header>
        <Link to="/scorecards" className="back-link">
          <BackIcon /> {t("back")}
        </Link>
        <div className="studio__head">
          <h1>{t("comparison")}</h1>
          <label>
            {t("accepted")}{" "}
            <InputNumber
              min={1}
              max={99}
              suffix="%"
              value={Math.round(acceptedShare * 100)}
              onChange={(percent) => {
                if (percent !== null && percent >= 1 && percent <= 99) setAcceptedShare(percent / 100);
              }}
            />
          </label>
        </div>
      </header>
      <SideBySide comparison={comparison} />
      {comparison.onData === null ? (
        <Panel title={t("onData")}>
          <p className="soft">{t("noData")}</p>
        </Panel>
      ) : (
        <SwapOnData comparison={comparison} onData={comparison.onData} />
      )}
      <IndicatorComparison comparison={comparison} />
    </div>
  );
}

function SideBySide({ comparison: { left, right } }: { readonly comparison: VersionComparison }) {
  const t = useText(text);
  const aucOf = ({ auc }: VersionSummary): string =>
    auc === null
      ? "—"
      : `${formatDecimal(auc.value, 4)} (${formatDecimal(auc.low, 3)}–${formatDecimal(auc.high, 3)})`;
  const rows = [
    { key: "auc", name: t("auc"), of: aucOf },
    { key: "ks", name: t("ks"), of: (one: VersionSummary) => formatDecimal(one.ks, 4) },
    { key: "indicators", name: t("indicators"), of: (one: VersionSummary) => formatCount(one.indicators) },
  ];
  return (
    <Panel
      title={t("sideBySide")}
      note={
        <span className="comparison__states">
          {[left, right].map(({ id, name, version, state }) => (
            <span key={id}>
              <span translate="no">
                v{version} {name}
              </span>{" "}
              <VersionStateMark state={state} />
            </span>
          ))}
        </span>
      }
    >
      <FigureTable
        label={t("sideBySide")}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: "figure", title: t("figure"), render: ({ name }) => name },
          { key: "left", title: `v${left.version}`, isFigure: true, render: ({ of }) => of(left) },
          { key: "right", title: `v${right.version}`, isFigure: true, render: ({ of }) => of(right) },
        ]}
      />
    </Panel>
  );
}
