import { formatCount, formatDecimal, formatPercent, formatPoints } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import type { Card } from "./expert-card-api.ts";
import { text } from "./text.ts";

/** How the card does on enterprises that it was not made from: against the bank's ratings, and against few defaults. */
export function JudgementPanel({ card }: { readonly card: Card }) {
  const t = useText(text);
  const { judgement } = card;
  if (judgement === null) {
    return (
      <Panel title={t("judgement")}>
        <p className="soft">{t("noJudgement")}</p>
      </Panel>
    );
  }
  const { agreement, grades, enterprises, defaults } = judgement;
  return (
    <Panel title={t("judgement")} note={t("judgementNote", { enterprises, defaults })}>
      <dl className="stats">
        <Stat
          label={t("tau")}
          value={formatDecimal(agreement.tau, 2)}
          note={
            agreement.interval === null
              ? t("noTau")
              : t("tauNote", {
                  interval: agreement.interval.map((end) => formatDecimal(end, 2)).join("–"),
                  count: agreement.count,
                })
          }
        />
      </dl>
      <FifthTable grades={grades} />
    </Panel>
  );
}

type Grades = NonNullable<Card["judgement"]>["grades"];

/** PD of each fifth of the score as the card says it, and the most that the outcome allows. */
function FifthTable({ grades }: { readonly grades: Grades }) {
  const t = useText(text);
  return (
    <>
      <h3>{t("fifths")}</h3>
      <p className="soft">{t("fifthsNote")}</p>
      <FigureTable
        label={t("fifths")}
        rows={grades}
        rowKey={({ scoreFrom }, index) => `${index}/${scoreFrom}`}
        columns={[
          {
            key: "fifth",
            title: t("fifth"),
            render: (_, index) => (index === 0 ? t("best", { place: 1 }) : index + 1),
          },
          {
            key: "obligors",
            title: t("obligors"),
            isFigure: true,
            render: ({ obligors }) => formatCount(obligors),
          },
          {
            key: "defaults",
            title: t("defaults"),
            isFigure: true,
            render: (grade) => formatCount(grade.defaults),
          },
          {
            key: "scores",
            title: t("scores"),
            isFigure: true,
            render: ({ scoreFrom, scoreTo }) => `${formatPoints(scoreFrom)}–${formatPoints(scoreTo)}`,
          },
          { key: "card", title: t("cardPd"), isFigure: true, render: ({ cardPd }) => formatPercent(cardPd) },
          {
            key: "bound",
            title: t("boundPd"),
            isFigure: true,
            render: ({ boundPd }) => formatPercent(boundPd),
          },
        ]}
      />
    </>
  );
}
