import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatRate } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import {
  type EditionDetail,
  editionQuery,
  editionsQuery,
  reportAddress,
  reproduceEdition,
} from "./customers-api.ts";
import { MakeEdition } from "./make-edition.tsx";
import { StageMark, Word } from "./marks.tsx";
import { NearPanel } from "./near-panel.tsx";
import { RulesPanel } from "./rules-panel.tsx";
import { text } from "./text.ts";
import "./customers.css";

/** The quality list: editions, who came and went and why, its rules, and the proof that it can be made again. */
export function QualityPage() {
  const t = useText(text);
  const may = useMay();
  const { language } = useLanguage();
  usePageTitle(t("quality"));
  const editions = useQuery(editionsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const items = editions.data?.items ?? [];
  const id = chosen ?? items[0]?.id ?? null;
  return (
    <div className="customers">
      <header className="customers__head">
        <h1>{t("quality")}</h1>
        <span className="soft">{t("qualityNote")}</span>
        <span className="customers__space" />
        <a className="button-link" href={reportAddress("quality", "xlsx", language)}>
          {t("exported")} Excel
        </a>
      </header>
      <div className="customers__filters">
        {id !== null && (
          <Select
            aria-label={t("editions")}
            value={id}
            onChange={setChosen}
            options={items.map((edition) => ({ value: edition.id, label: edition.asOf }))}
          />
        )}
        {may("customer.edition") && (
          <MakeEdition newest={items[0]?.id ?? null} onMake={() => setChosen(null)} />
        )}
      </div>
      {editions.isError && <Failure error={editions.error} onRetry={() => void editions.refetch()} />}
      {editions.isPending && <Waiting />}
      {editions.data !== undefined && id === null && (
        <Nothing title={t("noEditions")} next={t("noEditionsNext")} />
      )}
      {id !== null && <EditionPanels id={id} />}
    </div>
  );
}

function EditionPanels({ id }: { readonly id: string }) {
  const query = useQuery(editionQuery(id));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const detail = query.data;
  return (
    <>
      <Totals detail={detail} />
      <div className="panels">
        <div className="span-7">
          <Members detail={detail} />
        </div>
        <div className="span-5">
          <Differences detail={detail} />
        </div>
        <div className="span-12">
          <NearPanel detail={detail} />
        </div>
        <div className="span-12">
          <RulesPanel detail={detail} />
        </div>
      </div>
    </>
  );
}

function Totals({ detail }: { readonly detail: EditionDetail }) {
  const t = useText(text);
  const may = useMay();
  const unit = usePhrase()(overviewUnit);
  const { edition, withheld } = detail;
  const again = useMutation({ mutationFn: () => reproduceEdition(edition.id) });
  return (
    <Panel
      title={`${t("edition")} ${edition.asOf}`}
      note={
        <span translate="no" className="figure">
          N = {formatCount(edition.knownAt)} · SHA-256 {edition.sha256.slice(0, 16)}…
        </span>
      }
      actions={
        may("customer.edition") && (
          <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
            {t("reproduce")}
          </Button>
        )
      }
    >
      {again.data !== undefined && (
        <p role="status">
          {again.data.isEqual
            ? `✓ ${t("reproduced")}`
            : `✕ ${t("differs", { count: again.data.differing.length })}`}
          {again.data.withheld > 0 && ` · ${t("withheldCount", { count: again.data.withheld })}`}
        </p>
      )}
      <Refusal error={again.error} />
      <dl className="stats">
        <Stat label={t("analysed")} value={formatCount(edition.customers)} />
        <Stat label={t("listed")} value={formatCount(edition.listed)} />
        <Stat label={t("entered")} value={formatCount(edition.entered)} />
        <Stat label={t("left")} value={formatCount(edition.left)} />
        <Stat label={t("idle", { unit })} value={formatOverviewMoney(edition.idleFen)} />
      </dl>
      {withheld > 0 && <p className="soft">{t("withheldCount", { count: withheld })}</p>}
    </Panel>
  );
}

function Members({ detail }: { readonly detail: EditionDetail }) {
  const t = useText(text);
  const unit = usePhrase()(overviewUnit);
  const members = detail.items.filter(({ portrait }) => portrait?.quality.isListed);
  return (
    <Panel title={t("members")}>
      {members.length === 0 ? (
        <Nothing title={t("noMembers")} next={t("noMembersNext")} />
      ) : (
        <FigureTable
          label={t("members")}
          isTall
          rows={members}
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
              key: "below",
              title: t("belowExit"),
              render: ({ portrait }) => (
                <span className="customers__chips">
                  {(portrait?.quality.outcomes ?? [])
                    .filter(({ breaksExit }) => breaksExit)
                    .map(({ code }) => (
                      <span key={code} className="chip">
                        <Word code={code} />
                      </span>
                    ))}
                </span>
              ),
            },
            {
              key: "since",
              title: t("since"),
              render: ({ portrait }) => portrait?.quality.listedSince ?? "—",
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
              key: "growth",
              title: t("growth"),
              isFigure: true,
              render: ({ portrait }) => formatRate(portrait?.features.salesGrowthPpm ?? null),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Differences({ detail }: { readonly detail: EditionDetail }) {
  const t = useText(text);
  const names = new Map(detail.items.map(({ customer }) => [customer.id, customer.name]));
  return (
    <Panel title={t("differences")}>
      {detail.differences.length === 0 ? (
        <Nothing title={t("noDifferences")} />
      ) : (
        <FigureTable
          label={t("differences")}
          isTall
          rows={detail.differences}
          rowKey={({ customerId }) => customerId}
          columns={[
            {
              key: "name",
              title: t("name"),
              render: ({ customerId }) => <span translate="no">{names.get(customerId) ?? "—"}</span>,
            },
            {
              key: "change",
              title: t("change"),
              render: ({ change }) => (
                <span>
                  {change === "entered" ? "↑ " : "↓ "}
                  <Word code={change} />
                </span>
              ),
            },
            {
              key: "reasons",
              title: t("reasons"),
              render: ({ change, reasons }) => (
                <span className="customers__chips">
                  {change === "entered" && t("reachedAll")}
                  {reasons.map((code) => (
                    <span key={code} className="chip">
                      <Word code={code} />
                    </span>
                  ))}
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
