import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../app/use-may.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { cardsQuery, type CardList } from "./expert-card-api.ts";
import { ParametersPanel } from "./parameters-panel.tsx";
import { CardState } from "./card-state.tsx";
import { text } from "./text.ts";
import "./expert-card.css";

/** The bank's expert cards (专家评分卡): where each stands, and which is in force. */
export function CardListPage() {
  const t = useText(text);
  const may = useMay();
  usePageTitle(t("title"));
  const query = useQuery(cardsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items, parameters } = query.data;
  const needed = parameters.find(({ id }) => id === "models.badsForFittedCard")?.value ?? "";
  return (
    <div className="expert-card">
      <header className="expert-card__head">
        <div>
          <h1>{t("title")}</h1>
          <p className="soft">{t("switchRuleUnknown", { needed })}</p>
        </div>
        {may("expertCard.draft") && (
          <Link className="button-link" to="/expert-cards/new">
            {t("create")}
          </Link>
        )}
      </header>
      <Panel title={t("title")} note={t("listNote")}>
        {items.length === 0 ? (
          <Nothing title={t("none")} next={t("noneNext")} />
        ) : (
          <CardTable items={items} />
        )}
      </Panel>
      <ParametersPanel parameters={parameters} />
    </div>
  );
}

function CardTable({ items }: { readonly items: CardList["items"] }) {
  const t = useText(text);
  const timeOf = (atMs: number | null): string => (atMs === null ? "—" : formatInstant(atMs).slice(0, 16));
  return (
    <FigureTable
      label={t("title")}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { key: "version", title: t("version"), render: ({ version }) => version },
        {
          key: "name",
          title: t("name"),
          render: ({ id, name }) => (
            <Link to="/expert-cards/$cardId" params={{ cardId: id }} translate="no">
              {name}
            </Link>
          ),
        },
        { key: "state", title: t("state"), render: ({ state }) => <CardState state={state} /> },
        {
          key: "weighed",
          title: t("weighed"),
          isFigure: true,
          render: ({ weighed, members }) => t("ofMembers", { count: weighed, members }),
        },
        {
          key: "signed",
          title: t("signatures"),
          isFigure: true,
          render: ({ signed, members }) => t("ofMembers", { count: signed, members }),
        },
        {
          key: "drafted",
          title: t("draftedBy"),
          render: ({ draftedBy, draftedAtMs }) => (
            <span translate="no">
              {draftedBy.name} <span className="soft">{timeOf(draftedAtMs)}</span>
            </span>
          ),
        },
        {
          key: "activated",
          title: t("activated"),
          isFigure: true,
          render: ({ activatedAtMs }) => timeOf(activatedAtMs),
        },
      ]}
    />
  );
}
