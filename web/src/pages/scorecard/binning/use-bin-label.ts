import { useCallback } from "react";
import { useText } from "../../../i18n/language.tsx";
import type { BinContent } from "./bin-figures.ts";
import { formatCut } from "./format-cut.ts";
import { text } from "./text.ts";

/** A bin in the reader's words: `< 2`, `[2, 5)`, `≥ 5`, its categories, missing, other or its special codes. */
export function useBinLabel(): (content: BinContent) => string {
  const t = useText(text);
  return useCallback(
    (content) => {
      switch (content.kind) {
        case "range":
          return rangeLabel(content.from, content.to, t("everything"));
        case "group":
          return content.categories.join(t("listSeparator"));
        case "special":
          return t("special", { codes: content.codes.map(formatCut).join(", ") });
        case "other":
          return t("other");
        case "missing":
          return t("missing");
      }
    },
    [t],
  );
}

function rangeLabel(from: number | null, to: number | null, everything: string): string {
  if (from === null) return to === null ? everything : `< ${formatCut(to)}`;
  return to === null ? `≥ ${formatCut(from)}` : `[${formatCut(from)}, ${formatCut(to)})`;
}
