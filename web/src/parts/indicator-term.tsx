import { useQuery } from "@tanstack/react-query";
import { Tooltip } from "antd";
import { useCallback } from "react";
import { indicatorsQuery } from "../api/queries.ts";
import type { Indicator } from "../api/types.ts";
import { useLanguage, usePhrase, useText } from "../i18n/language.tsx";
import { text } from "./indicator-text.ts";

/** The catalogue by id; empty while it loads. */
export function useIndicators(): (id: string) => Indicator | undefined {
  const { data } = useQuery(indicatorsQuery);
  return useCallback((id) => data?.items.find((item) => item.id === id), [data]);
}

/** An indicator's name in the reader's language; its id while the catalogue is not there. */
export function useIndicatorName(): (id: string) => string {
  const find = useIndicators();
  const { language } = useLanguage();
  return useCallback((id) => find(id)?.[language] ?? id, [find, language]);
}

/** Why a value is missing, in the reader's language. */
export function useMissingReason(): (reason: string | null) => string {
  const { data } = useQuery(indicatorsQuery);
  const phrase = usePhrase();
  return useCallback(
    (reason) => phrase(data?.missingReasons[reason ?? ""] ?? text.otherMissing),
    [data, phrase],
  );
}

/** An indicator's name with its definition, formula, window and source on hover or focus. */
export function IndicatorTerm({ id }: { readonly id: string }) {
  const find = useIndicators();
  const { language } = useLanguage();
  const definition = find(id);
  if (definition === undefined) return <span translate="no">{id}</span>;
  return (
    <Tooltip
      trigger={["hover", "focus"]}
      title={<Definition definition={definition} />}
      styles={{ root: { maxWidth: 420 } }}
    >
      <button type="button" className="term">
        {definition[language]}
      </button>
    </Tooltip>
  );
}

function Definition({ definition }: { readonly definition: Indicator }) {
  const t = useText(text);
  const { language } = useLanguage();
  return (
    <div className="definition">
      <p>{language === "zh" ? definition.definitionZh : definition.definitionEn}</p>
      <dl>
        <dt>{t("formula")}</dt>
        <dd>
          <code>{definition.formula}</code>
        </dd>
        <dt>{t("window")}</dt>
        <dd>{language === "zh" ? definition.windowZh : definition.windowEn}</dd>
        <dt>{t("source")}</dt>
        <dd translate="no">
          {language === "zh" ? definition.source.replace(/^own choice/, "自定") : definition.source}
        </dd>
        <dt>{t("version")}</dt>
        <dd translate="no">
          {definition.id} @{definition.version}
        </dd>
      </dl>
      {definition.endOfSeries && <p>{t("endOfSeries")}</p>}
    </div>
  );
}
