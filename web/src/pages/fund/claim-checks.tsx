import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { ClaimCase } from "./fund-api.ts";
import { text } from "./text.ts";

/** A line that holds or does not, by a sign as well as a word. */
function Line({ holds, words, children }: { holds: boolean; words: string; children: string }) {
  return (
    <li className={holds ? "check-line" : "check-line check-line--open"}>
      <span className="check-line__mark" role="img" aria-label={words}>
        {holds ? "✓" : "!"}
      </span>
      <span>{children}</span>
    </li>
  );
}

/** The parts of the claim file: there, or missing and why. */
export function Checklist({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <Panel title={t("checklist")}>
      <ul className="check-lines">
        {claim.checklist.map((item) => (
          <Line key={item.code} holds={item.isThere} words={item.isThere ? t("there") : t("missing")}>
            {item.why === null ? phrase(item) : `${phrase(item)} — ${phrase(item.why)}`}
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

/** What the claim was checked against. */
export function CrossChecks({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <Panel title={t("checks")}>
      <ul className="check-lines">
        {claim.checks.map((check) => (
          <Line key={check.code} holds={check.isMet} words={check.isMet ? t("met") : t("notMet")}>
            {phrase(check)}
          </Line>
        ))}
      </ul>
    </Panel>
  );
}
