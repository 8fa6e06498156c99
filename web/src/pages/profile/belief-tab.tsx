import { formatMagnitude, formatPercent } from "../../figures/format-number.ts";
import { type Phrase, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { beliefText } from "./belief-text.ts";
import { checkNames, notComputableReasons } from "./check-names.ts";
import { authenticityNames, contradictionNames, suspicionNames } from "./names.ts";
import type { Contradiction, EnterpriseProfile } from "./profile-api.ts";

/** What contradicts what, how strongly and on which rows, and every check that was made or could not be. */
export function BeliefTab({ authenticity }: Pick<EnterpriseProfile, "authenticity">) {
  const t = useText(beliefText);
  const phrase = usePhrase();
  const { grade, score, contradictions, checks } = authenticity;
  const phraseOf = (code: string | null, names: Readonly<Record<string, Phrase>>): string => {
    if (code === null) return "—";
    const name = names[code];
    return name === undefined ? code : phrase(name);
  };
  return (
    <div className="panels">
      <div className="span-7">
        <Panel
          title={t("contradictions")}
          note={t("note", { grade: phrase(authenticityNames[grade]), score: Math.round(score) })}
        >
          {contradictions.length === 0 && <p className="soft">{t("none")}</p>}
          {contradictions.map((one) => (
            <ContradictionCard key={`${one.type} ${one.fromDay}`} contradiction={one} />
          ))}
        </Panel>
      </div>
      <div className="span-5">
        <Panel title={t("checks")} note={t("checksNote")}>
          <FigureTable
            label={t("checks")}
            rows={checks}
            rowKey={({ check }) => check}
            columns={[
              {
                key: "check",
                title: t("check"),
                render: ({ check }) => phraseOf(check, { ...contradictionNames, ...checkNames }),
              },
              { key: "outcome", title: t("outcome"), render: ({ outcome }) => t(outcome) },
              {
                key: "reason",
                title: t("reason"),
                render: ({ reason }) => phraseOf(reason, notComputableReasons),
              },
              {
                key: "statistic",
                title: t("statistic"),
                isFigure: true,
                render: ({ statistic }) => (statistic === null ? "—" : formatMagnitude(statistic)),
              },
            ]}
          />
        </Panel>
      </div>
    </div>
  );
}

function ContradictionCard({ contradiction }: { readonly contradiction: Contradiction }) {
  const t = useText(beliefText);
  const phrase = usePhrase();
  const { type, suspicion, strength, fromDay, toDay, message, rows } = contradiction;
  return (
    <article className="contradiction">
      <div className="contradiction__head">
        <b>{phrase(contradictionNames[type])}</b>
        <span className={`suspicion suspicion--${suspicion}`}>{phrase(suspicionNames[suspicion])}</span>
        <span className="soft">
          {fromDay} – {toDay} · {t("strength", { share: formatPercent(strength, 0) })}
        </span>
      </div>
      <p>{phrase(message)}</p>
      {rows.length > 0 && (
        <details>
          <summary>{t("rowsBehind")}</summary>
          <ul className="contradiction__rows">
            {rows.map(({ stream, asset, numbers, fromDay: from, toDay: to }) => (
              <li key={`${stream} ${asset} ${from} ${numbers.join()}`} translate="no">
                {[stream, asset, numbers.join(", "), from === to ? from : `${from} – ${to}`]
                  .filter((part) => part !== "")
                  .join(" · ")}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
