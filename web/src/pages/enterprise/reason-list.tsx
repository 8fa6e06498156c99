import type { Reason } from "../../api/types.ts";
import { formatPoints } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

/** Why this decision and this score, what decided first. */
export function ReasonList({ reasons }: { readonly reasons: readonly Reason[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const most = Math.max(1, ...reasons.map((reason) => reason.pointsLost ?? 0));
  return (
    <Panel title={t("reasons")} note={t("reasonsNote")}>
      {reasons.length === 0 && <p className="soft">{t("noReasons")}</p>}
      <ol className="reasons">
        {reasons.map((reason) => (
          <li
            key={`${reason.code}:${reason.en}`}
            className={reason.pointsLost === null ? "reason reason--decision" : "reason"}
          >
            <span>{phrase(reason)}</span>
            {reason.pointsLost !== null && (
              <span className="reason__lost">
                <span className="reason__bar" style={{ width: `${(reason.pointsLost / most) * 100}%` }} />
                <span className="figure">{t("pointsLost", { points: formatPoints(reason.pointsLost) })}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
