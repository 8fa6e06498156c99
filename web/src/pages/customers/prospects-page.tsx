import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { type ListedCustomer, prospectsQuery, reportAddress } from "./customers-api.ts";
import { FunnelPanel } from "./funnel-panel.tsx";
import { NeedChips, StageMark } from "./marks.tsx";
import { text } from "./text.ts";
import "./customers.css";

/** Prospects by name where they chose so, counts of the others, and how customers come. */
export function ProspectsPage() {
  const t = useText(text);
  const { language } = useLanguage();
  usePageTitle(t("prospects"));
  return (
    <div className="customers">
      <header className="customers__head">
        <h1>{t("prospects")}</h1>
        <span className="customers__space" />
        <a className="button-link" href={reportAddress("funnel", "xlsx", language)}>
          {t("exported")} Excel
        </a>
      </header>
      <FunnelPanel />
      <ProspectPanels />
    </div>
  );
}

function ProspectPanels() {
  const t = useText(text);
  const query = useQuery(prospectsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items, ownRegistered, counts, month, smallestGroup } = query.data;
  return (
    <div className="panels">
      <div className="span-7">
        <Panel title={t("named")} note={t("namedNote")}>
          {items.length === 0 ? (
            <Nothing title={t("noNamed")} next={t("noNamedNext")} />
          ) : (
            <NamedTable items={items} />
          )}
          {ownRegistered > 0 && (
            <p className="soft">{t("ownRegistered", { count: formatCount(ownRegistered) })}</p>
          )}
        </Panel>
      </div>
      <div className="span-5">
        <Panel title={t("counts")} note={t("countsNote", { month, least: smallestGroup })}>
          {counts.length === 0 ? <Nothing title={t("noCounts")} /> : <CountTable counts={counts} />}
        </Panel>
      </div>
    </div>
  );
}

function NamedTable({ items }: { readonly items: readonly ListedCustomer[] }) {
  const t = useText(text);
  const unit = usePhrase()(overviewUnit);
  return (
    <FigureTable
      label={t("named")}
      isTall
      rows={items}
      rowKey={({ customer }) => customer.id}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: ({ customer }) => (
            <Link to="/customers/$customerId" params={{ customerId: customer.id }} translate="no">
              {customer.name}
            </Link>
          ),
        },
        {
          key: "place",
          title: t("segment"),
          render: ({ customer }) => <Place industry={customer.industry} region={customer.region} />,
        },
        {
          key: "stage",
          title: t("stage"),
          render: ({ portrait }) => <StageMark lifeStage={portrait?.lifeStage ?? null} />,
        },
        {
          key: "sales",
          title: t("sales", { unit }),
          isFigure: true,
          render: ({ portrait }) => formatOverviewMoney(portrait?.features.salesFen ?? null),
        },
        {
          key: "needs",
          title: t("needs"),
          render: ({ portrait }) =>
            portrait === null ? (
              <span className="soft">{t("withheld")}</span>
            ) : (
              <NeedChips portrait={portrait} />
            ),
        },
      ]}
    />
  );
}

interface PlaceProps {
  readonly industry: string | null;
  readonly region: string | null;
}

function Place({ industry, region }: PlaceProps) {
  return (
    <span translate="no">
      {industry ?? "—"} {region ?? "—"}
    </span>
  );
}

function CountTable({
  counts,
}: {
  readonly counts: readonly (PlaceProps & { readonly enterprises: number })[];
}) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("counts")}
      isTall
      rows={counts}
      rowKey={({ region, industry }) => `${region ?? ""}/${industry ?? ""}`}
      columns={[
        {
          key: "place",
          title: t("segment"),
          render: (row) => <Place industry={row.industry} region={row.region} />,
        },
        {
          key: "count",
          title: t("atLeast"),
          isFigure: true,
          render: ({ enterprises }) => formatCount(enterprises),
        },
      ]}
    />
  );
}
