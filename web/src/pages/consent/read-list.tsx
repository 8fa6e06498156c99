import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Nothing } from "../../parts/states.tsx";
import type { AccessRead } from "./consent-api.ts";
import { basisNames, dataClassNames, nameOfRead, purposeNames } from "./names.ts";
import { text } from "./text.ts";

/** Who read what, as cards that a phone can show. */
export function ReadList({ items }: { readonly items: readonly AccessRead[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  if (items.length === 0) return <Nothing title={t("noReads")} />;
  return (
    <ul className="read-list">
      {items.map((read) => (
        <li key={`${read.party.id} ${read.id}`} className={read.isAllowed ? "read" : "read read--refused"}>
          <p className="read__who">
            <strong translate="no">{read.party.name}</strong>{" "}
            <span translate="no">{read.accountName ?? t("byProgram")}</span>
            <time className="figure soft">{formatInstant(read.atMs)}</time>
          </p>
          <p>
            {phrase(nameOfRead(read.what))}
            {read.enterprises > 1 && ` · ${t("listRead", { count: read.enterprises })}`}
            {" · "}
            {phrase(purposeNames[read.purpose])}
          </p>
          <p className="soft">{read.dataClasses.map((one) => phrase(dataClassNames[one])).join(" · ")}</p>
          <p>
            {read.isAllowed ? (
              <>
                {t("basis")}:{" "}
                {basesOf(read)
                  .map((kind) => phrase(basisNames[kind]))
                  .join(" · ")}
              </>
            ) : (
              <strong className="read__refused">{t("refused")}</strong>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function basesOf({ bases }: AccessRead) {
  return [...new Set(bases.map(({ basis }) => basis.kind))];
}
