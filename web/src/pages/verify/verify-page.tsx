import { Link } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { text } from "./text.ts";
import { VerifyDesk } from "./verify-desk.tsx";
import { VerifyHeader } from "./verify-header.tsx";

/** Checks evidence for anybody, signed in or not; after it was loaded it needs no server. */
export function VerifyPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  return (
    <main className="verify-page">
      <VerifyHeader home={<Link to="/">{t("brand")}</Link>} />
      <VerifyDesk />
      <p className="verify__offline">
        <a href="/verify.html" download="touchstone-verify.html">
          {t("saveOffline")}
        </a>{" "}
        <span className="verify__note">{t("saveOfflineNote")}</span>
      </p>
    </main>
  );
}
