import type { FitArtefact, SegmentArtefact } from "#scorecard";
import { formatDecimal } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel, Stat } from "../../../parts/panel.tsx";
import { useScreeningReason } from "./reason-text.ts";
import { SegmentPanel } from "./segment-panel.tsx";
import { text } from "./text.ts";

interface FitViewProps {
  /** With the cards by segment, where the plan names a segment. */
  readonly artefact: FitArtefact & { readonly segments?: SegmentArtefact | null };
}

/** The regression: coefficients with their tests, how well it fits, and what was left out. */
export function FitView({ artefact: { regression, screened, segments = null } }: FitViewProps) {
  const t = useText(text);
  const { iterations, converged } = regression;
  return (
    <>
      <dl className="stats">
        <Stat
          label={t("logLikelihood")}
          value={formatDecimal(regression.logLikelihood, 2)}
          note={t(converged ? "converged" : "notConverged", { count: iterations })}
        />
        <Stat label={t("aic")} value={formatDecimal(regression.aic, 1)} />
        <Stat label={t("bic")} value={formatDecimal(regression.bic, 1)} />
        <Stat label={t("pseudo")} value={formatDecimal(regression.pseudoR2.mcFadden, 4)} />
        <Stat label={t("nagelkerke")} value={formatDecimal(regression.pseudoR2.nagelkerke, 4)} />
      </dl>
      <Coefficients regression={regression} />
      {segments !== null && <SegmentPanel segments={segments} />}
      {screened.length > 0 && <LeftOut screened={screened} />}
    </>
  );
}

function Coefficients({ regression }: Pick<FitArtefact, "regression">) {
  const t = useText(text);
  return (
    <Panel title={t("coefficients")} note={t("coefficientsNote")}>
      <FigureTable
        label={t("coefficients")}
        rows={regression.coefficients}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "id",
            title: t("indicator"),
            render: ({ id }) => (id === "intercept" ? t("intercept") : <IndicatorTerm id={id} />),
          },
          {
            key: "coefficient",
            title: t("coefficient"),
            isFigure: true,
            render: ({ coefficient }) => formatDecimal(coefficient, 4),
          },
          {
            key: "interval",
            title: t("interval"),
            isFigure: true,
            render: ({ low, high }) => `${formatDecimal(low, 3)} … ${formatDecimal(high, 3)}`,
          },
          {
            key: "standardError",
            title: t("standardError"),
            isFigure: true,
            render: ({ standardError }) => formatDecimal(standardError, 4),
          },
          { key: "wald", title: t("wald"), isFigure: true, render: ({ wald }) => formatDecimal(wald, 2) },
          { key: "p", title: t("pValue"), isFigure: true, render: ({ pValue }) => formatProbability(pValue) },
          {
            key: "lr",
            title: t("lrTest"),
            isFigure: true,
            render: ({ likelihoodRatio }) =>
              likelihoodRatio === null ? "—" : formatProbability(likelihoodRatio.pValue),
          },
          { key: "vif", title: t("vif"), isFigure: true, render: ({ vif }) => formatDecimal(vif, 2) },
        ]}
      />
    </Panel>
  );
}

const leastShown = 0.0001;

function formatProbability(p: number): string {
  return p < leastShown ? "< 0.0001" : formatDecimal(p, 4);
}

function LeftOut({ screened }: Pick<FitArtefact, "screened">) {
  const t = useText(text);
  const reasonOf = useScreeningReason();
  return (
    <Panel title={t("leftOut")}>
      <FigureTable
        label={t("leftOut")}
        isTall
        rows={screened}
        rowKey={({ id }) => id}
        columns={[
          { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
          { key: "iv", title: t("iv"), isFigure: true, render: ({ iv }) => formatDecimal(iv, 4) },
          { key: "reason", title: t("reason"), render: ({ reason }) => reasonOf(reason) },
        ]}
      />
    </Panel>
  );
}
