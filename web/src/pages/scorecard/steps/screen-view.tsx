import type { ScreeningArtefact } from "#scorecard";
import { formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { useScreeningReason } from "./reason-text.ts";
import { text } from "./text.ts";

/** What every indicator was judged by, and whether it may enter. */
export function ScreenView({ artefact }: { readonly artefact: ScreeningArtefact }) {
  const t = useText(text);
  const reasonOf = useScreeningReason();
  const { figures, candidates, screened } = artefact;
  const byIv = figures.toSorted((left, right) => (right.iv ?? -1) - (left.iv ?? -1));
  return (
    <Panel
      title={t("screening")}
      note={t("screeningNote", { candidates: candidates.length, screened: screened.length })}
    >
      <FigureTable
        label={t("screening")}
        rows={byIv}
        rowKey={({ id }) => id}
        columns={[
          { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
          { key: "iv", title: t("iv"), isFigure: true, render: ({ iv }) => formatDecimal(iv, 4) },
          {
            key: "missing",
            title: t("missing"),
            isFigure: true,
            render: ({ missingShare }) => formatPercent(missingShare, 1),
          },
          {
            key: "identical",
            title: t("identical"),
            isFigure: true,
            render: ({ identicalShare }) => formatPercent(identicalShare, 1),
          },
          { key: "psi", title: t("psi"), isFigure: true, render: ({ psi }) => formatDecimal(psi, 3) },
          { key: "vif", title: t("vif"), isFigure: true, render: ({ vif }) => formatDecimal(vif, 2) },
          {
            key: "verdict",
            title: t("verdict"),
            render: ({ reason, isSuspicious }) => (
              <>
                {reason === null ? t("mayEnter") : <span className="soft">{reasonOf(reason)}</span>}
                {isSuspicious && <span className="step-signs"> {t("suspicious")}</span>}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
