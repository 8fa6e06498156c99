import { Link } from "@tanstack/react-router";
import { useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** An address that is no page. */
export function UnknownPage() {
  const t = useText(text);
  return (
    <main className="state state--page">
      <h1 className="state__title">{t("unknownPage")}</h1>
      <p className="state__next">{t("unknownPageNext")}</p>
      <Link className="button-link" to="/">
        {t("toEnterprises")}
      </Link>
    </main>
  );
}
