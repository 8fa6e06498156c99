import type { ReactNode } from "react";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import type { Objection } from "./consent-api.ts";
import { dataClassNames, objectionStateNames, outcomeNames } from "./names.ts";
import { text } from "./text.ts";

interface ObjectionCardProps {
  readonly objection: Objection;
  /** Who is on the other side. */
  readonly counterpart: string;
  readonly children?: ReactNode;
}

/** One objection and its answer. */
export function ObjectionCard({ objection, counterpart, children }: ObjectionCardProps) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <article className="consent-card">
      <p className="consent-card__head">
        <strong translate="no">{counterpart}</strong>
        <span>{phrase(objectionStateNames[objection.state])}</span>
      </p>
      <p className="soft">
        {phrase(dataClassNames[objection.dataClass])} · {formatInstant(objection.filedAtMs)}
        {objection.state === "filed" && ` · ${t("answerBy", { day: objection.answerDueOn })}`}
      </p>
      <p translate="no">{objection.text}</p>
      {objection.outcome !== null && (
        <p className="notice">
          <strong>{phrase(outcomeNames[objection.outcome])}</strong>{" "}
          <span translate="no">{objection.answer}</span>
        </p>
      )}
      {children}
    </article>
  );
}
