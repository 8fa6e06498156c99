import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { valueQuery } from "./customers-api.ts";
import { ShareMark } from "./marks.tsx";
import { text } from "./text.ts";

const mostRows = 50;

/** Retention, churn, cross-selling, and what each customer is expected to bring. */
export function ValuePanel() {
  const t = useText(text);
  const unit = usePhrase()(overviewUnit);
  const query = useQuery(valueQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { measures, values } = query.data;
  return (
    <Panel title={t("value")} note={t("valueNote")}>
      <dl className="stats">
        <Stat label={t("retention")} value={<ShareMark share={measures.retention} />} />
        <Stat label={t("churn")} value={<ShareMark share={measures.churn} />} />
        <Stat label={t("crossSell")} value={<ShareMark share={measures.crossSell} />} />
      </dl>
      {values.length === 0 ? (
        <Nothing title={t("nothing")} />
      ) : (
        <FigureTable
          label={t("value")}
          isTall
          rows={values.slice(0, mostRows)}
          rowKey={({ customerId }) => customerId}
          columns={[
            {
              key: "name",
              title: t("name"),
              render: ({ customerId, name }) => (
                <Link to="/customers/$customerId" params={{ customerId }} translate="no">
                  {name}
                </Link>
              ),
            },
            {
              key: "margin",
              title: t("margin", { unit }),
              isFigure: true,
              render: ({ yearlyMarginFen }) => formatOverviewMoney(yearlyMarginFen),
            },
            {
              key: "value",
              title: t("clv", { unit }),
              isFigure: true,
              render: ({ valueFen }) => formatOverviewMoney(valueFen),
            },
            {
              key: "interval",
              title: t("interval"),
              isFigure: true,
              render: ({ lowFen, highFen }) =>
                `[${formatOverviewMoney(lowFen)}, ${formatOverviewMoney(highFen)}]`,
            },
          ]}
        />
      )}
    </Panel>
  );
}
