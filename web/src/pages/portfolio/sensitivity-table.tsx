import type { EvaluatedModel, Portfolio } from "../../api/types.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatPercent, formatRate } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

interface SensitivityTableProps {
  readonly portfolio: Portfolio;
  readonly model: EvaluatedModel;
}

/** The same portfolio under other central tendencies. */
export function SensitivityTable({ portfolio, model }: SensitivityTableProps) {
  const t = useText(text);
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  const tendencyOf = (ppm: number) => model.centralTendency.find((item) => item.ratePpm === ppm);
  return (
    <Panel
      title={t("sensitivity")}
      note={t(model.expertCard?.isUsed === true ? "sensitivityExpert" : "sensitivityNote", {
        bad: formatPercent(model.sample.badRate, 1),
      })}
    >
      <FigureTable
        label={t("sensitivity")}
        rows={portfolio.sensitivity}
        rowKey={(row) => String(row.centralTendencyPpm)}
        columns={[
          {
            key: "tendency",
            title: t("tendency"),
            render: (row) => (
              <>
                <span className="figure">{formatRate(row.centralTendencyPpm)}</span>
                {tendencyOf(row.centralTendencyPpm)?.used === true && (
                  <span className="used-mark">{t("used")}</span>
                )}
              </>
            ),
          },
          {
            key: "meanPd",
            title: t("meanPd"),
            isFigure: true,
            render: (row) => formatPercent(tendencyOf(row.centralTendencyPpm)?.meanPd ?? null),
          },
          { key: "granted", title: t("granted"), isFigure: true, render: (row) => formatCount(row.granted) },
          {
            key: "amount",
            title: `${t("amount")} (${unit})`,
            isFigure: true,
            render: (row) => formatOverviewMoney(row.amountFen),
          },
          {
            key: "profit",
            title: `${t("profit")} (${unit})`,
            isFigure: true,
            render: (row) => formatOverviewMoney(row.expectedProfitFen),
          },
        ]}
      />
      <p className="formula">{t("formula")}</p>
      <p className="model-note">{t("formulaNote")}</p>
    </Panel>
  );
}
