import { Link } from "@tanstack/react-router";
import { useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** On every page of an evaluation without a card: why nothing is scored, and what to do next. */
export function NotScoredNotice() {
  const t = useText(text);
  return (
    <div className="notice notice--block" role="status" data-testid="not-scored">
      <p>
        <strong>{t("notScoredTitle")}</strong> {t("notScoredWhy")}
      </p>
      <p>
        {t("notScoredNext")}{" "}
        <Link className="nowrap" to="/runs">
          {t("newRun")}
        </Link>
      </p>
      <p>
        {t("orExpertCard")}{" "}
        <Link className="nowrap" to="/expert-cards">
          {t("expertCards")}
        </Link>
      </p>
    </div>
  );
}
