import { useEffect } from "react";
import { useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** Names the browser's tab after the page. */
export function usePageTitle(title: string): void {
  const t = useText(text);
  const name = `${title} · ${t("brand")}`;
  useEffect(() => {
    document.title = name;
  }, [name]);
}
