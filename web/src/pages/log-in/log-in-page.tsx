import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import type { FormEvent } from "react";
import { logIn } from "../../api/actions.ts";
import { ApiProblem } from "../../api/client.ts";
import { sessionQuery } from "../../api/queries.ts";
import { queryClient } from "../../app/query-client.ts";
import { LanguageSwitch, ThemeSwitch } from "../../app/reader-menu.tsx";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { StreakIcon } from "../../parts/icons.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { text } from "./text.ts";
import "./log-in.css";

const route = getRouteApi("/login");

/** By name and password; the one-time address of the terminal never gets here unless it was refused. */
export function LogInPage() {
  const t = useText(text);
  usePageTitle(t("logIn"));
  const { reason } = route.useSearch();
  return (
    <main className="log-in">
      <div className="log-in__settings">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <section className="log-in__card">
        <p className="log-in__mark">
          <StreakIcon />
        </p>
        <h1>{t("title")}</h1>
        <p className="soft">{t("tagline")}</p>
        {reason !== undefined && (
          <p className="notice" role="alert">
            {reason === "token" ? t("tokenUsed") : t("expired")}
          </p>
        )}
        <PasswordForm />
        <p className="log-in__hint">{t("oneTime")}</p>
      </section>
    </main>
  );
}

const lastPartyKey = "touchstone.party";

/** People of a party other than the installation's would type its code each time. */
function readLastParty(): string {
  return localStorage.getItem(lastPartyKey) ?? "";
}

function PasswordForm() {
  const t = useText(text);
  const { back } = route.useSearch();
  const router = useRouter();
  const [party, setParty] = useState(readLastParty);
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({
    mutationFn: () => logIn(party === "" ? { user, password } : { party, user, password }),
    onSuccess: (session) => {
      localStorage.setItem(lastPartyKey, party);
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(isOwnPath(back) ? back : "/");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (user !== "" && password !== "") attempt.mutate();
  };
  return (
    <form className="log-in__form" onSubmit={submit}>
      <label htmlFor="party">{t("party")}</label>
      <Input
        id="party"
        autoComplete="organization"
        placeholder={t("partyOptional")}
        value={party}
        onChange={(event) => setParty(event.target.value.trim())}
      />
      <label htmlFor="user">{t("user")}</label>
      <Input
        id="user"
        autoComplete="username"
        value={user}
        onChange={(event) => setUser(event.target.value)}
      />
      <label htmlFor="password">{t("password")}</label>
      <Input.Password
        id="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {attempt.isError && <Refusal error={attempt.error} />}
      <Button
        type="primary"
        htmlType="submit"
        block
        disabled={user === "" || password === ""}
        loading={attempt.isPending}
      >
        {t("logIn")}
      </Button>
    </form>
  );
}

function Refusal({ error }: { readonly error: Error }) {
  const t = useText(text);
  const { language } = useLanguage();
  const problem = error instanceof ApiProblem ? error.problem : null;
  const isUnreachable = error instanceof ApiProblem && error.status === 0;
  const sentence = language === "zh" ? problem?.titleZh : problem?.title;
  return (
    <p className="log-in__refusal" role="alert">
      {isUnreachable ? t("unreachable") : (sentence ?? t("failed"))}
    </p>
  );
}

/** Only a path of this app: an address from outside must not choose where a log-in leads. */
function isOwnPath(path: string | undefined): path is string {
  return path !== undefined && /^\/(?![/\\])/.test(path) && !path.startsWith("/login");
}
