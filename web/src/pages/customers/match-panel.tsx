import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Nothing } from "../../parts/states.tsx";
import { addCustomerEntry, type CustomerRecord, type Portrait } from "./customers-api.ts";
import { Word } from "./marks.tsx";
import { PriceLine } from "./price-line.tsx";
import { text } from "./text.ts";

type Match = Portrait["matches"][number];

/** What the customer seems to need and which product answers it; only what the matrix allows can be offered. */
export function MatchPanel({ record }: { readonly record: CustomerRecord }) {
  const t = useText(text);
  const unit = usePhrase()(overviewUnit);
  const may = useMay();
  const client = useQueryClient();
  const [today] = useState(() => businessDayOf(Date.now()));
  const { customer, portrait } = record;
  const offer = useMutation({
    mutationFn: ({ product, need, suggestedFen: amountFen }: Match) =>
      addCustomerEntry(customer.id, {
        kind: "offer",
        onDay: today,
        content: { product, origin: "need", need, subject: "", amountFen },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["customers"] }),
  });
  const matches = portrait?.matches ?? [];
  return (
    <Panel title={t("matches")} note={t("matchesNote")}>
      {portrait !== null && <PriceLine price={record.price} />}
      <Refusal error={offer.error} />
      {matches.length === 0 ? (
        <Nothing title={t("noNeeds")} />
      ) : (
        <FigureTable
          label={t("matches")}
          rows={matches}
          rowKey={({ product, need }, index) => `${product}/${need}/${String(index)}`}
          columns={[
            { key: "need", title: t("need"), render: ({ need }) => <Word code={need} /> },
            { key: "product", title: t("product"), render: ({ product }) => <Word code={product} /> },
            {
              key: "suggested",
              title: t("suggested", { unit }),
              isFigure: true,
              render: ({ suggestedFen }) => formatOverviewMoney(suggestedFen),
            },
            {
              key: "may",
              title: t("may"),
              render: (match) =>
                match.barredBy !== null ? (
                  <span className="soft">
                    ✕ <Word code={match.barredBy} />
                  </span>
                ) : may("customer.write") ? (
                  <Button size="small" loading={offer.isPending} onClick={() => offer.mutate(match)}>
                    {t("makeOffer")}
                  </Button>
                ) : (
                  t("yes")
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
