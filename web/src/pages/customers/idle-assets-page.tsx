import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount } from "../../figures/format-number.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { addCustomerEntry, idleAssetsQuery, reportAddress } from "./customers-api.ts";
import { ShareMark, Word } from "./marks.tsx";
import { text } from "./text.ts";
import "./customers.css";

const mostRows = 300;

/** Idle assets of all customers, largest first, each with its offer and what became of it. */
export function IdleAssetsPage() {
  const t = useText(text);
  const { language } = useLanguage();
  usePageTitle(t("idleAssets"));
  const query = useQuery(idleAssetsQuery);
  return (
    <div className="customers">
      <header className="customers__head">
        <h1>{t("idleAssets")}</h1>
        <span className="soft">{t("idleNote")}</span>
        <span className="customers__space" />
        <a className="button-link" href={reportAddress("idle-assets", "xlsx", language)}>
          {t("exported")} Excel
        </a>
      </header>
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting />}
      {query.data?.items.length === 0 && <Nothing title={t("noIdle")} />}
      {query.data !== undefined && query.data.items.length > 0 && <Assets data={query.data} />}
    </div>
  );
}

type IdleAssets = NonNullable<Awaited<ReturnType<NonNullable<typeof idleAssetsQuery.queryFn>>>>;
type Row = IdleAssets["items"][number];

function Assets({ data }: { readonly data: IdleAssets }) {
  const t = useText(text);
  const unit = usePhrase()(overviewUnit);
  const may = useMay();
  const client = useQueryClient();
  const [today] = useState(() => businessDayOf(Date.now()));
  const offer = useMutation({
    mutationFn: ({ customerId, asset }: Row) =>
      addCustomerEntry(customerId, {
        kind: "offer",
        onDay: today,
        content: {
          product: asset.product,
          origin: "idleAsset",
          need: null,
          subject: asset.subject,
          amountFen: asset.valueFen,
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["customers"] }),
  });
  return (
    <Panel
      title={t("idleAssets")}
      note={
        <>
          {t("total", { count: formatCount(new Set(data.items.map(({ customerId }) => customerId)).size) })} ·{" "}
          {t("conversion", { offers: data.offers, converted: data.converted.hits })}{" "}
          {data.offers > 0 && <ShareMark share={data.converted} />}
        </>
      }
    >
      <Refusal error={offer.error} />
      <FigureTable
        label={t("idleAssets")}
        isTall
        rows={data.items.slice(0, mostRows)}
        rowKey={({ customerId, asset }, index) => `${customerId}/${asset.subject}/${String(index)}`}
        columns={[
          {
            key: "name",
            title: t("name"),
            render: ({ customerId, customerName }) => (
              <Link to="/customers/$customerId" params={{ customerId }} translate="no">
                {customerName}
              </Link>
            ),
          },
          { key: "kind", title: t("kind"), render: ({ asset }) => <Word code={asset.kind} /> },
          {
            key: "subject",
            title: t("subject"),
            render: ({ asset }) => (
              <span translate="no">
                {asset.subject} <span className="soft">{asset.detail}</span>
              </span>
            ),
          },
          {
            key: "worth",
            title: t("worth", { unit }),
            isFigure: true,
            render: ({ asset }) => formatOverviewMoney(asset.valueFen),
          },
          { key: "days", title: t("days"), isFigure: true, render: ({ asset }) => formatCount(asset.days) },
          { key: "product", title: t("product"), render: ({ asset }) => <Word code={asset.product} /> },
          {
            key: "offer",
            title: t("offer"),
            render: (row) =>
              row.offer !== null ? (
                <Word code={String(row.offer.content["state"] ?? "")} />
              ) : (
                may("customer.write") && (
                  <Button
                    size="small"
                    loading={offer.isPending && offer.variables === row}
                    onClick={() => offer.mutate(row)}
                  >
                    {t("makeOffer")}
                  </Button>
                )
              ),
          },
        ]}
      />
    </Panel>
  );
}
