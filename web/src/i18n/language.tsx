import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";

export type Language = "zh" | "en";

/** One sentence in every language of the app; a catalogue cannot leave one out. */
export interface Phrase {
  readonly zh: string;
  readonly en: string;
}

/** The sentences of one page, kept beside it in its `text.ts`. */
export type Catalogue = Readonly<Record<string, Phrase>>;

type Values = Readonly<Record<string, string | number>>;

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const storageKey = "touchstone.language";
const LanguageContext = createContext<LanguageChoice>({ language: "zh", choose: () => undefined });

/** Gives the chosen language to the app and to the document (`lang`, which chooses the glyphs). */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    localStorage.getItem(storageKey) === "en" ? "en" : "zh",
  );
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    localStorage.setItem(storageKey, language);
  }, [language]);
  const choice = useMemo(() => ({ language, choose: setLanguage }), [language]);
  return <LanguageContext.Provider value={choice}>{children}</LanguageContext.Provider>;
}

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

/** Looks a sentence up in a page's catalogue and fills `{name}`; the key is checked by the compiler. */
export function useText<C extends Catalogue>(
  catalogue: C,
): (key: keyof C & string, values?: Values) => string {
  const { language } = useLanguage();
  return useCallback((key, values) => fill(catalogue[key]?.[language] ?? key, values), [catalogue, language]);
}

/** Picks the reader's language of a sentence that the server gave in both. */
export function usePhrase(): (phrase: Phrase) => string {
  const { language } = useLanguage();
  return useCallback((phrase) => phrase[language], [language]);
}

function fill(template: string, values: Values | undefined): string {
  if (values === undefined) return template;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
