import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../app/use-may.ts";
import { formatRate } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { AddOutlook } from "./add-outlook.tsx";
import { rulesQuery } from "./customers-api.ts";
import { Word } from "./marks.tsx";
import { text } from "./text.ts";
import { wordOf } from "./words.ts";

const stages = ["startUp", "growth", "maturity", "decline"] as const;

/** Which product may be offered at which stage. */
export function MatrixPanel() {
  const t = useText(text);
  const phrase = usePhrase();
  const query = useQuery(rulesQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  return (
    <Panel title={t("matrix")} note={t("matrixNote")}>
      <FigureTable
        label={t("matrix")}
        rows={query.data.products}
        rowKey={({ code }) => code}
        columns={[
          { key: "product", title: t("product"), render: ({ code }) => <Word code={code} /> },
          { key: "terms", title: t("terms"), render: ({ months }) => t("months", { months }) },
          ...stages.map((stage) => ({
            key: stage,
            title: phrase(wordOf(stage)),
            render: (product: { readonly stages: readonly string[] }) =>
              product.stages.includes(stage) ? "✓" : "·",
          })),
        ]}
      />
    </Panel>
  );
}

/** Outlooks of industries and regions, newest first. */
export function OutlookPanel() {
  const t = useText(text);
  const may = useMay();
  const query = useQuery(rulesQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { outlooks } = query.data;
  const part = (content: Readonly<Record<string, unknown>>, field: string): string =>
    String(content[field] ?? "");
  return (
    <Panel title={t("outlooks")} note={t("outlookNote")}>
      {outlooks.length === 0 ? (
        <Nothing title={t("noOutlooks")} />
      ) : (
        <FigureTable
          label={t("outlooks")}
          rows={outlooks.toReversed()}
          rowKey={({ id }) => id}
          columns={[
            { key: "from", title: t("from"), render: ({ onDay }) => onDay },
            {
              key: "key",
              title: t("segment"),
              render: ({ content }) => <span translate="no">{part(content, "key")}</span>,
            },
            { key: "view", title: t("view"), render: ({ content }) => <Word code={part(content, "view")} /> },
            {
              key: "limit",
              title: t("limit"),
              isFigure: true,
              render: ({ content }) => formatRate(Number(content["limitFactorPpm"])),
            },
            {
              key: "price",
              title: t("price"),
              isFigure: true,
              render: ({ content }) => formatRate(Number(content["priceAddPpm"])),
            },
            {
              key: "source",
              title: t("source"),
              render: ({ content }) => (
                <span translate="no" data-quotes>
                  {part(content, "source")}
                </span>
              ),
            },
          ]}
        />
      )}
      {may("customer.rule") && <AddOutlook />}
    </Panel>
  );
}
