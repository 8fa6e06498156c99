import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { useState } from "react";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";
import { fenOfWan, formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

type Report = components["schemas"]["ConnectionReport"];
type BeforeAfter = Report["figures"][number];

/** What connecting the machines has changed: OEE, electricity a part, scrap; and whether it pays. */
export function ConnectionPanel({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(text);
  const { language } = useLanguage();
  const [cost, setCost] = useState("");
  const [subsidy, setSubsidy] = useState("");
  const costFen = fenOfWan(cost);
  const subsidyFen = fenOfWan(subsidy);
  const { data } = useQuery({
    queryKey: ["connection-report", enterpriseId, costFen, subsidyFen],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/connection-report", {
          params: {
            path: { enterpriseId },
            query: {
              ...(costFen === null ? {} : { costFen }),
              ...(subsidyFen === null ? {} : { subsidyFen }),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  if (data === undefined) return null;
  const { beforeFrom, beforeTo, afterFrom, afterTo, savedFenPerYear } = data;
  if (beforeFrom === null || afterFrom === null) {
    return (
      <Panel title={t("connection")}>
        <p className="soft">{t("connectionNone")}</p>
      </Panel>
    );
  }
  const note = t("connectionNote", {
    beforeFrom,
    beforeTo: beforeTo ?? "",
    afterFrom,
    afterTo: afterTo ?? "",
  });
  return (
    <Panel title={t("connection")} note={note}>
      <ChangeTable figures={data.figures} />
      {savedFenPerYear !== null && savedFenPerYear !== "0" && (
        <p>{t("saved", { amount: formatOverviewMoney(savedFenPerYear), unit: overviewUnit[language] })}</p>
      )}
      <div className="factory__cost">
        <label>
          {t("cost")}
          <Input inputMode="decimal" value={cost} onChange={({ target }) => setCost(target.value)} />
        </label>
        <label>
          {t("subsidy")}
          <Input inputMode="decimal" value={subsidy} onChange={({ target }) => setSubsidy(target.value)} />
        </label>
        {data.retrofit !== null && (
          <span>
            {data.paybackMonths === null
              ? t("noPayback")
              : t("payback", { months: formatDecimal(data.paybackMonths, 0) })}
          </span>
        )}
      </div>
    </Panel>
  );
}

function ChangeTable({ figures }: Pick<Report, "figures">) {
  const t = useText(text);
  const format = ({ figure }: BeforeAfter, value: number | null): string =>
    figure === "energyPerUnit"
      ? formatDecimal(value === null ? null : value / 1000, 3)
      : formatPercent(value === null ? null : value / 1e6, 1);
  return (
    <FigureTable
      label={t("connection")}
      rows={figures}
      rowKey={({ figure }) => figure}
      columns={[
        { key: "figure", title: t("figure"), render: ({ figure }) => t(figure) },
        { key: "before", title: t("before"), isFigure: true, render: (one) => format(one, one.before) },
        { key: "after", title: t("after"), isFigure: true, render: (one) => format(one, one.after) },
        {
          key: "change",
          title: t("change"),
          isFigure: true,
          render: (one) =>
            one.change === null ? (
              t(one.verdict)
            ) : (
              <>
                {/* The change of a rate is in points of it: "−25 %" would be read as a quarter less. */}
                {one.figure === "energyPerUnit"
                  ? format(one, one.change)
                  : t("points", { change: format(one, one.change).replace("%", "") })}
                <div className="soft">
                  {format(one, one.low)} – {format(one, one.high)}
                </div>
                <div>{t(one.verdict)}</div>
              </>
            ),
        },
      ]}
    />
  );
}
