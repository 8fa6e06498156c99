import { useState } from "react";
import type { Exploration, IndicatorExploration } from "#scorecard";
import {
  formatCount,
  formatDecimal,
  formatMagnitude,
  formatPercent,
} from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { IndicatorShape } from "./indicator-shape.tsx";
import { text } from "./text.ts";

/** What every indicator looks like before anything is done to it, with what should make one look twice. */
export function ExploreView({ exploration }: { readonly exploration: Exploration }) {
  const t = useText(text);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { indicators } = exploration;
  const chosen = indicators.find(({ id }) => id === chosenId) ?? indicators[0];
  return (
    <>
      <Panel title={t("explored")} note={t("exploredNote")}>
        <IndicatorTable indicators={indicators} chosenId={chosen?.id} onChoose={setChosenId} />
      </Panel>
      {chosen !== undefined && <IndicatorShape key={chosen.id} indicator={chosen} />}
      <Correlations exploration={exploration} />
    </>
  );
}

interface IndicatorTableProps {
  readonly indicators: readonly IndicatorExploration[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

function IndicatorTable({ indicators, chosenId, onChoose }: IndicatorTableProps) {
  const t = useText(text);
  const signsOf = useSigns();
  return (
    <FigureTable
      label={t("explored")}
      isTall
      rows={indicators}
      rowKey={({ id }) => id}
      columns={[
        { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
        { key: "kind", title: t("kind"), render: ({ valueKind }) => t(valueKind) },
        {
          key: "missing",
          title: t("missing"),
          isFigure: true,
          render: ({ missingShare }) => formatPercent(missingShare, 1),
        },
        {
          key: "distinct",
          title: t("distinct"),
          isFigure: true,
          render: ({ distinct }) => formatCount(distinct),
        },
        {
          key: "median",
          title: t("median"),
          isFigure: true,
          render: ({ numbers }) => (numbers === null ? "—" : formatMagnitude(numbers.median)),
        },
        {
          key: "auc",
          title: t("auc"),
          isFigure: true,
          render: ({ auc }) => formatDecimal(auc?.auc ?? null, 3),
        },
        {
          key: "psi",
          title: t("worstPsi"),
          isFigure: true,
          render: ({ byVintage }) =>
            byVintage.length < 2 ? "—" : formatDecimal(Math.max(...byVintage.map(({ psi }) => psi)), 3),
        },
        {
          key: "signs",
          title: t("signs"),
          render: (one) => <span className="step-signs">{signsOf(one).join(t("signSeparator"))}</span>,
        },
        {
          key: "show",
          title: "",
          render: ({ id }) => (
            <button
              type="button"
              className="link-button"
              aria-pressed={id === chosenId}
              onClick={() => onChoose(id)}
            >
              {t("show")}
            </button>
          ),
        },
      ]}
    />
  );
}

/** What should make a person look twice at an indicator. */
function useSigns(): (indicator: IndicatorExploration) => readonly string[] {
  const t = useText(text);
  return ({ leakage, suspectedCodes }) => [
    ...leakage.map((sign) =>
      sign.kind === "valueTellsOutcome" ? t(sign.kind, { value: sign.value }) : t(sign.kind),
    ),
    ...(suspectedCodes.length === 0
      ? []
      : [t("suspectedCodes", { codes: suspectedCodes.map(({ value }) => value).join(", ") })]),
  ];
}

function Correlations({ exploration }: { readonly exploration: Exploration }) {
  const t = useText(text);
  const { correlations, correlationRows } = exploration;
  return (
    <Panel title={t("correlations")} note={t("correlationsNote", { rows: formatCount(correlationRows) })}>
      {correlations.length === 0 ? (
        <p className="soft">{t("noCorrelations")}</p>
      ) : (
        <FigureTable
          label={t("correlations")}
          isTall
          rows={correlations}
          rowKey={({ left, right }) => `${left}/${right}`}
          columns={[
            { key: "left", title: t("left"), render: ({ left }) => <IndicatorTerm id={left} /> },
            { key: "right", title: t("right"), render: ({ right }) => <IndicatorTerm id={right} /> },
            {
              key: "correlation",
              title: t("correlation"),
              isFigure: true,
              render: ({ correlation }) => formatDecimal(correlation, 3),
            },
          ]}
        />
      )}
    </Panel>
  );
}
