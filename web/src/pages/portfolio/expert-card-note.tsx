import { Link } from "@tanstack/react-router";
import type { EvaluatedModel } from "../../api/types.ts";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";

/** Which card scored where the bank has an expert card: the committee's, or a fitted one once defaults suffice. */
export function ExpertCardNote({ card }: { readonly card: NonNullable<EvaluatedModel["expertCard"]> }) {
  const t = useText(text);
  const may = useMay();
  const { id, version, defaults, defaultsNeeded, isUsed } = card;
  return (
    <div className="notice notice--block">
      <p>
        {t(isUsed ? "expertScored" : "expertReplaced", { version, defaults, needed: defaultsNeeded })}{" "}
        {may("expertCard.read") ? (
          <Link to="/expert-cards/$cardId" params={{ cardId: id }} translate="no">
            {card.name}
          </Link>
        ) : (
          <span translate="no">{card.name}</span>
        )}
      </p>
      {isUsed && <p className="soft">{t("expertNoAuc")}</p>}
    </div>
  );
}
