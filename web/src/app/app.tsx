import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useMemo } from "react";
import { LanguageProvider, useLanguage } from "../i18n/language.tsx";
import { antdThemeOf } from "./antd-theme.ts";
import { queryClient } from "./query-client.ts";
import { router } from "./router.tsx";
import { ThemeModeProvider, useThemeMode } from "./theme-mode.tsx";

/** The whole app: language, theme, server state, pages. */
export function App() {
  return (
    <LanguageProvider>
      <ThemeModeProvider>
        <QueryClientProvider client={queryClient}>
          <Pages />
        </QueryClientProvider>
      </ThemeModeProvider>
    </LanguageProvider>
  );
}

function Pages() {
  const { language } = useLanguage();
  const { mode } = useThemeMode();
  const theme = useMemo(() => antdThemeOf(mode), [mode]);
  return (
    <ConfigProvider
      locale={language === "zh" ? zhCN : enUS}
      theme={theme}
      componentSize="middle"
      button={{ autoInsertSpace: false }}
    >
      <RouterProvider router={router} />
    </ConfigProvider>
  );
}
