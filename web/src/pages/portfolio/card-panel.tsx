import { useState } from "react";
import type { EvaluatedModel } from "../../api/types.ts";
import { formatDecimal, formatPoints } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../parts/indicator-term.tsx";
import { Panel } from "../../parts/panel.tsx";
import { BinChart } from "./bin-chart.tsx";
import type { Card, CardIndicator } from "./card-types.ts";
import { text } from "./text.ts";

interface CardPanelProps {
  readonly card: Card;
  readonly sample: EvaluatedModel["sample"];
}

/** The card: its indicators, and the bins of the one chosen. */
export function CardPanel({ card, sample }: CardPanelProps) {
  const t = useText(text);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = card.indicators.find((item) => item.id === chosenId) ?? card.indicators[0];
  return (
    <div className="panels">
      <div className="span-5">
        <Panel
          title={t("card")}
          note={t("cardNote", {
            base: formatPoints(card.basePoints),
            pdo: formatDecimal(card.pdo, 0),
            odds: card.baseOdds,
          })}
        >
          <FigureTable
            label={t("card")}
            rows={card.indicators}
            rowKey={(row) => row.id}
            columns={[
              { key: "indicator", title: t("indicator"), render: (row) => <IndicatorTerm id={row.id} /> },
              { key: "iv", title: t("iv"), isFigure: true, render: (row) => formatDecimal(row.iv, 3) },
              {
                key: "coefficient",
                title: t("coefficient"),
                isFigure: true,
                render: (row) => formatDecimal(row.coefficient, 3),
              },
              {
                key: "standardError",
                title: t("standardError"),
                isFigure: true,
                render: (row) => formatDecimal(row.standardError, 3),
              },
              { key: "range", title: t("range"), isFigure: true, render: rangeOf },
              {
                key: "bins",
                title: "",
                render: (row) => (
                  <button
                    type="button"
                    className="link-button"
                    aria-pressed={row.id === chosen?.id}
                    onClick={() => setChosenId(row.id)}
                  >
                    {t("show")}
                  </button>
                ),
              },
            ]}
          />
        </Panel>
      </div>
      <div className="span-7">{chosen !== undefined && <BinChart indicator={chosen} sample={sample} />}</div>
    </div>
  );
}

function rangeOf(indicator: CardIndicator): string {
  const points = indicator.bins.map((bin) => bin.points);
  return `${formatPoints(Math.min(...points))} … ${formatPoints(Math.max(...points))}`;
}
