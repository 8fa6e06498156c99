import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Radio, Select } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { text } from "./text.ts";
import { actOnAlert, type AlertAction, type AlertPage, alertQuery } from "./watch-api.ts";

type Kind = AlertAction["kind"];
type Reason = Extract<AlertAction, { kind: "close" }>["reason"];

const reasonsOf = {
  close: ["riskTreated", "recovered", "explained", "repaid"],
  markFalse: ["dataFault", "notARisk"],
} as const;
const handlers = ["accountManager", "postLoanManager", "riskOfficer"];

/** What may be done with an alert now by whom looks at it. */
export function AlertActions({ page }: { readonly page: AlertPage }) {
  const t = useText(text);
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind | undefined>(() => nextOf(page));
  const [note, setNote] = useState("");
  const [ownerId, setOwnerId] = useState<string>();
  const [reason, setReason] = useState<Reason>();
  const act = useMutation({
    mutationFn: (action: AlertAction) => actOnAlert(page.alert.id, action),
    onSuccess: (after) => {
      client.setQueryData(alertQuery(page.alert.id).queryKey, after);
      setNote("");
      setReason(undefined);
      setKind(nextOf(after));
      return client.invalidateQueries({ queryKey: ["watch", "alerts"] });
    },
  });
  const chosen = kind !== undefined && page.actions.includes(kind) ? kind : page.actions[0];
  if (chosen === undefined) return <Panel title={t("whatToDo")}>{t("noAction")}</Panel>;
  const action = actionOf(chosen, { note: note.trim(), ownerId, reason });
  return (
    <Panel title={t("whatToDo")} note={t("whatToDoNote")}>
      <div className="alert-actions">
        <Radio.Group
          value={chosen}
          onChange={(event) => {
            setKind(event.target.value as Kind);
            setReason(undefined);
          }}
          options={page.actions.map((value) => ({ value, label: t(value) }))}
        />
        {chosen === "assign" && (
          <Select
            aria-label={t("choosePerson")}
            placeholder={t("choosePerson")}
            value={ownerId}
            onChange={setOwnerId}
            options={page.people
              .filter(({ role }) => handlers.includes(role))
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {(chosen === "close" || chosen === "markFalse") && (
          <Select
            aria-label={t("chooseReason")}
            placeholder={t("chooseReason")}
            value={reason}
            onChange={setReason}
            options={reasonsOf[chosen].map((value) => ({ value, label: t(value) }))}
          />
        )}
        {chosen !== "assign" && <NoteField value={note} onChange={setNote} />}
        <Refusal error={act.error} />
        <Button
          type="primary"
          disabled={action === null}
          loading={act.isPending}
          onClick={() => action !== null && act.mutate(action)}
        >
          {t(chosen)}
        </Button>
      </div>
    </Panel>
  );
}

function NoteField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (note: string) => void;
}) {
  const t = useText(text);
  return (
    <Input.TextArea
      aria-label={t("note")}
      rows={4}
      maxLength={1000}
      placeholder={t("notePlaceholder")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The step that comes next: an alert that somebody has is not assigned again at first. */
function nextOf({ actions, alert }: AlertPage): Kind | undefined {
  return actions.find((kind) => kind !== "assign" || alert.owner === null) ?? actions[0];
}

function actionOf(
  kind: Kind,
  { note, ownerId, reason }: { note: string; ownerId: string | undefined; reason: Reason | undefined },
): AlertAction | null {
  if (kind === "assign") return ownerId === undefined ? null : { kind, ownerId };
  if (note === "") return null;
  if (kind === "close" || kind === "markFalse") return reason === undefined ? null : { kind, reason, note };
  return { kind, note };
}
