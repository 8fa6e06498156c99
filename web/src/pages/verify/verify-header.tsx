import type { ReactNode } from "react";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";

/** Title, lead and the switch of language; `home` is the way back to the platform, where there is one. */
export function VerifyHeader({ home }: { readonly home: ReactNode }) {
  const t = useText(text);
  const { language, choose } = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <header className="verify-page__header">
      <p className="verify-page__brand">
        {home}
        <button
          type="button"
          className="verify__choose"
          lang={other === "zh" ? "zh-CN" : "en"}
          translate="no"
          onClick={() => choose(other)}
        >
          {t("switchLanguage")}
        </button>
      </p>
      <h1>{t("title")}</h1>
      <p className="soft">{t("lead")}</p>
    </header>
  );
}
