import { formatDecimal } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { couplingText, streamNames } from "./coupling-text.ts";
import type { EnterpriseProfile } from "./profile-api.ts";
import "./coupling-panel.css";

type Coupling = EnterpriseProfile["couplings"][number];

/** How an enterprise's streams follow one another, link by link; a broken one is marked in words and in colour. */
export function CouplingPanel({ couplings }: { readonly couplings: readonly Coupling[] }) {
  const t = useText(couplingText);
  return (
    <Panel title={t("title")} note={t("note")}>
      {couplings.length === 0 ? (
        <p className="soft">{t("none")}</p>
      ) : (
        <ol className="coupling">
          {couplings.map((coupling) => (
            <CouplingLink key={coupling.follow} coupling={coupling} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function CouplingLink({ coupling }: { readonly coupling: Coupling }) {
  const t = useText(couplingText);
  const phrase = usePhrase();
  const { lead, follow, lagWeeks, weeks, correlation, low, high, brokenSince } = coupling;
  const nameOf = (stream: string): string => {
    const name = Object.entries(streamNames).find(([code]) => code === stream)?.[1];
    return name === undefined ? stream : phrase(name);
  };
  const isWeak = low <= 0;
  const figure = (value: number): string => formatDecimal(value, 2);
  return (
    <li className={brokenSince === null ? "coupling__link" : "coupling__link coupling__link--broken"}>
      <div className="coupling__pair">
        {nameOf(lead)} <span aria-hidden="true">{brokenSince === null ? "→" : "⇥"}</span> {nameOf(follow)}
      </div>
      <div className="coupling__bar" aria-hidden="true">
        <span style={{ inlineSize: `${Math.max(0, Math.min(1, correlation)) * 100}%` }} />
      </div>
      <div>{lagWeeks === 0 ? t("sameWeek") : t("lag", { weeks: lagWeeks })}</div>
      <div className="soft">
        {t("strength", { value: figure(correlation), low: figure(low), high: figure(high) })} ·{" "}
        {t("basis", { weeks })}
      </div>
      <div className="coupling__state">
        {brokenSince !== null ? t("broken", { day: brokenSince }) : isWeak ? t("weak") : t("holds")}
      </div>
    </li>
  );
}
