import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { setPassword } from "./parties-api.ts";
import { text } from "./text.ts";
import "./parties.css";

/** Sets or changes the reader's own password; the first page of one who came in by an invitation. */
export function PasswordPage() {
  const t = useText(text);
  usePageTitle(t("password"));
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined) return <Waiting />;
  const { user, party } = session;
  return (
    <div className="parties parties--narrow">
      <h1>{t("password")}</h1>
      <Panel
        title={t("password")}
        note={<span translate="no">{t("signInAs", { code: party.code, user: user.name })}</span>}
      >
        {!user.hasPassword && <p className="notice">{t("passwordFirst")}</p>}
        <PasswordForm hasPassword={user.hasPassword} />
      </Panel>
    </div>
  );
}

const empty = { current: "", next: "", repeat: "" };
type Field = keyof typeof empty;

function PasswordForm({ hasPassword }: { readonly hasPassword: boolean }) {
  const t = useText(text);
  const client = useQueryClient();
  const [fields, setFields] = useState(empty);
  const save = useMutation({
    mutationFn: () => setPassword({ next: fields.next, ...(hasPassword ? { current: fields.current } : {}) }),
    onSuccess: () => {
      setFields(empty);
      return client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const isDifferent = fields.repeat !== "" && fields.next !== fields.repeat;
  const isComplete = fields.next !== "" && fields.next === fields.repeat;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) save.mutate();
  };
  const shown: readonly Field[] = hasPassword ? ["current", "next", "repeat"] : ["next", "repeat"];
  return (
    <form className="party-form" onSubmit={submit}>
      {shown.map((field) => (
        <div key={field} className="party-form__field">
          <label htmlFor={`password-${field}`}>{t(field)}</label>
          <Input.Password
            id={`password-${field}`}
            autoComplete={field === "current" ? "current-password" : "new-password"}
            value={fields[field]}
            onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
          />
        </div>
      ))}
      {isDifferent && <p className="refusal">{t("different")}</p>}
      <Refusal error={save.error} />
      {save.isSuccess && (
        <p className="notice" role="status">
          {t("saved")} <Link to="/">{t("goOn")}</Link>
        </p>
      )}
      <Button type="primary" htmlType="submit" disabled={!isComplete} loading={save.isPending}>
        {t("save")}
      </Button>
    </form>
  );
}
