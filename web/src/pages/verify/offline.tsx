import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ThemeModeProvider } from "../../app/theme-mode.tsx";
import { LanguageProvider, useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";
import { VerifyDesk } from "./verify-desk.tsx";
import { VerifyHeader } from "./verify-header.tsx";
import "../../styles/tokens.css";
import "../../styles/base.css";
import "../../styles/parts.css";

/** The verify page as one saved file: no router, no server, nothing to load. */
function OfflinePage() {
  const t = useText(text);
  return (
    <main className="verify-page">
      <VerifyHeader home={<span>{t("brand")}</span>} />
      <VerifyDesk />
    </main>
  );
}

const root = document.getElementById("root");
if (root === null) throw new Error("verify.html has no #root");
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <ThemeModeProvider>
        <OfflinePage />
      </ThemeModeProvider>
    </LanguageProvider>
  </StrictMode>,
);
