import { useQuery } from "@tanstack/react-query";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { contradictionNames } from "../profile/names.ts";
import { profileQuery } from "../profile/profile-api.ts";
import { text } from "./text.ts";

/** What does not fit together in the factory's own data: better the owner sees it first. */
export function AttentionPanel({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { data } = useQuery(profileQuery({ enterpriseId, asOf: undefined }));
  if (data === undefined) return null;
  const { contradictions } = data.authenticity;
  return (
    <Panel title={t("attention")}>
      {contradictions.length === 0 ? (
        <p className="soft">{t("quiet")}</p>
      ) : (
        <ul className="factory__attention">
          {contradictions.map(({ type, fromDay, message }) => (
            <li key={`${type} ${fromDay}`}>
              <b>{t("contradiction", { what: phrase(contradictionNames[type]) })}</b>
              <br />
              {phrase(message)}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
