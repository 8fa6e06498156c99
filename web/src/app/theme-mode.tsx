import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";

export type ThemeMode = "light" | "dark";

interface ThemeChoice {
  readonly mode: ThemeMode;
  readonly choose: (mode: ThemeMode) => void;
}

const storageKey = "touchstone.theme";
const ThemeContext = createContext<ThemeChoice>({ mode: "light", choose: () => undefined });

/** Light or dark: the reader's own choice, else what the system asks for. */
export function ThemeModeProvider({ children }: { readonly children: ReactNode }) {
  const [mode, setMode] = useState<ThemeMode>(initialMode);
  useEffect(() => {
    document.documentElement.dataset["theme"] = mode;
  }, [mode]);
  const choice = useMemo(() => {
    const choose = (chosen: ThemeMode) => {
      localStorage.setItem(storageKey, chosen);
      setMode(chosen);
    };
    return { mode, choose };
  }, [mode]);
  return <ThemeContext.Provider value={choice}>{children}</ThemeContext.Provider>;
}

export function useThemeMode(): ThemeChoice {
  return useContext(ThemeContext);
}

function initialMode(): ThemeMode {
  const stored = localStorage.getItem(storageKey);
  if (stored === "light" || stored === "dark") return stored;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
