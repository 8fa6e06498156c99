import type { ChallengerComparison } from "#scorecard";
import { formatCount, formatDecimal } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { Panel, Stat } from "../../../parts/panel.tsx";
import { challengerText } from "./challenger-text.ts";

const leastShown = 0.001;

/** What the card leaves on the table against a model of another kind; for comparison, never for decisions. */
export function ChallengerPanel({ challenger }: { readonly challenger: ChallengerComparison }) {
  const t = useText(challengerText);
  const range = ({ low, high }: { low: number; high: number }): string =>
    `${formatDecimal(low, 3)}–${formatDecimal(high, 3)}`;
  const { cardAuc, challengerAuc, gap, pValue } = challenger;
  return (
    <Panel
      title={t("challenger")}
      note={
        <>
          <span translate="no">{challenger.model}</span>
          {" · "}
          {t("challengerNote", {
            rows: formatCount(challenger.comparedRows),
            bads: formatCount(challenger.comparedBads),
          })}
        </>
      }
    >
      <dl className="stats">
        <Stat label={t("cardAuc")} value={formatDecimal(cardAuc.value, 4)} note={range(cardAuc)} />
        <Stat
          label={t("challengerAuc")}
          value={formatDecimal(challengerAuc.value, 4)}
          note={range(challengerAuc)}
        />
        <Stat
          label={t("gap")}
          value={formatDecimal(gap.value, 4)}
          note={`${formatDecimal(gap.low, 3)} … ${formatDecimal(gap.high, 3)}, p ${pValue < leastShown ? "< 0.001" : `= ${formatDecimal(pValue, 3)}`}`}
        />
      </dl>
    </Panel>
  );
}
