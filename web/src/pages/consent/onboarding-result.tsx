import { Button } from "antd";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Onboarding } from "./consent-api.ts";
import { text } from "./text.ts";

type Note = Onboarding["problems"][number];

/** What became of a list: the wrong rows, or the one-time links of the owners. */
export function OnboardingResult({ result }: { readonly result: Onboarding }) {
  const t = useText(text);
  const { problems, warnings, invitations, registered, known } = result;
  return (
    <>
      {problems.length > 0 ? (
        <Panel title={t("problems", { count: problems.length })}>
          <Notes label={t("problem")} notes={problems} />
        </Panel>
      ) : (
        <p className="notice" role="status">
          {t("registered", { registered, known })}
        </p>
      )}
      {warnings.length > 0 && (
        <Panel title={t("warnings", { count: warnings.length })}>
          <Notes label={t("problem")} notes={warnings} />
        </Panel>
      )}
      {invitations.length > 0 && (
        <Panel
          title={t("invitations")}
          note={t("invitationsNote")}
          actions={<Button onClick={() => print()}>{t("print")}</Button>}
        >
          <ul className="invitation-slips">
            {invitations.map((invitation) => (
              <li key={invitation.enterpriseId}>
                <strong translate="no">
                  {invitation.code} {invitation.name} · {invitation.ownerName}
                </strong>
                <code translate="no">{`${location.origin}/login#token=${invitation.token}`}</code>
                <span className="soft">{t("until", { day: businessDayOf(invitation.expiresAtMs) })}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Notes({ label, notes }: { readonly label: string; readonly notes: readonly Note[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={label}
      isTall
      rows={notes}
      rowKey={(_, index) => String(index)}
      columns={[
        { key: "row", title: t("row"), isFigure: true, render: (note) => note.row },
        { key: "column", title: t("column"), render: (note) => <span translate="no">{note.column}</span> },
        { key: "what", title: t("problem"), render: (note) => <span data-quotes="">{phrase(note)}</span> },
      ]}
    />
  );
}
