import { ApiProblem } from "../api/client.ts";
import { useLanguage, useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** Why the server refused what a form sent, in the reader's language; nothing while there is no error. */
export function Refusal({ error }: { readonly error: Error | null }) {
  const t = useText(text);
  const { language } = useLanguage();
  if (error === null) return null;
  const problem = error instanceof ApiProblem ? error.problem : null;
  const sentence = language === "zh" ? problem?.titleZh : problem?.title;
  return (
    <p className="refusal" role="alert">
      {sentence ?? t("unreachable")}
    </p>
  );
}
