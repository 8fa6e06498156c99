import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown, Tooltip } from "antd";
import { logOut } from "../api/actions.ts";
import { sessionQuery } from "../api/queries.ts";
import { useLanguage, useText } from "../i18n/language.tsx";
import { MoonIcon, SunIcon, UserIcon } from "../parts/icons.tsx";
import { queryClient } from "./query-client.ts";
import { text } from "./text.ts";
import { useThemeMode } from "./theme-mode.tsx";

/** Language, light or dark, and who is signed in. */
export function ReaderMenu() {
  const t = useText(text);
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const leave = async () => {
    await logOut().catch(() => undefined);
    queryClient.clear();
    await navigate({ to: "/login", search: {} });
  };
  return (
    <div className="reader-menu">
      <LanguageSwitch />
      <ThemeSwitch />
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "user", label: `${t("user")} ${session?.user.name ?? ""}`, disabled: true },
            {
              key: "password",
              label: t("password"),
              onClick: () => void navigate({ to: "/password" }),
            },
            { key: "leave", label: t("logOut"), onClick: () => void leave() },
          ],
        }}
      >
        <Button type="text" className="reader-menu__button" aria-label={t("user")} icon={<UserIcon />} />
      </Dropdown>
    </div>
  );
}

export function LanguageSwitch() {
  const t = useText(text);
  const { language, choose } = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button
      type="text"
      className="reader-menu__button"
      lang={other === "zh" ? "zh-CN" : "en"}
      translate="no"
      aria-label={t("switchLanguageTitle")}
      onClick={() => choose(other)}
    >
      {t("switchLanguage")}
    </Button>
  );
}

export function ThemeSwitch() {
  const t = useText(text);
  const { mode, choose } = useThemeMode();
  const label = mode === "dark" ? t("light") : t("dark");
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        className="reader-menu__button"
        aria-label={label}
        icon={mode === "dark" ? <SunIcon /> : <MoonIcon />}
        onClick={() => choose(mode === "dark" ? "light" : "dark")}
      />
    </Tooltip>
  );
}
