import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm, Select } from "antd";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import type { Person } from "../../api/types.ts";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { roleNames } from "../../parts/party-names.ts";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { InvitationNotice, type ShownInvitation } from "./invitation-notice.tsx";
import { InvitePerson } from "./invite-person.tsx";
import { changePerson, peopleQuery, type PersonChange, resetPerson } from "./parties-api.ts";
import { text } from "./text.ts";
import "./parties.css";

/** The people of the reader's party: who they are, what they may do, and letting them in and out. */
export function PeoplePage() {
  const t = useText(text);
  usePageTitle(t("people"));
  const may = useMay();
  const people = useQuery(peopleQuery);
  const session = useQuery(sessionQuery);
  const [invitation, setInvitation] = useState<ShownInvitation | null>(null);
  if (people.isError) return <Failure error={people.error} onRetry={() => void people.refetch()} />;
  if (people.data === undefined || session.data === undefined) return <Waiting />;
  const { roles, items } = people.data;
  return (
    <div className="parties">
      <h1>{t("people")}</h1>
      {invitation !== null && (
        <InvitationNotice invitation={invitation} onClose={() => setInvitation(null)} />
      )}
      <div className="panels">
        <div className={may("person.write") ? "span-8" : ""}>
          <Panel title={t("people")} note={t("peopleNote")}>
            <PeopleTable
              people={items}
              roles={roles}
              readerId={session.data.user.id}
              onInvitation={setInvitation}
            />
          </Panel>
        </div>
        {may("person.write") && (
          <div className="span-4">
            <InvitePerson roles={roles} onInvitation={setInvitation} />
          </div>
        )}
      </div>
    </div>
  );
}

interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly roles: readonly Person["role"][];
  readonly readerId: string;
  readonly onInvitation: (invitation: ShownInvitation) => void;
}

function PeopleTable({ people, roles, readerId, onInvitation }: PeopleTableProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const may = useMay();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const change = useMutation({
    mutationFn: ({ id, ...body }: PersonChange & { readonly id: string }) => changePerson(id, body),
    onSuccess: refresh,
  });
  const reset = useMutation({
    mutationFn: async (person: Person) => ({ name: person.name, ...(await resetPerson(person.id)) }),
    onSuccess: (made) => {
      onInvitation(made);
      return refresh();
    },
  });
  const mayChange = (person: Person) => may("person.write") && person.id !== readerId;
  return (
    <>
      <Refusal error={change.error ?? reset.error} />
      <FigureTable
        label={t("people")}
        rows={people}
        rowKey={(person) => person.id}
        columns={[
          {
            key: "name",
            title: t("user"),
            render: (person) => (
              <>
                <span translate="no">{person.name}</span>
                {person.id === readerId && <span className="soft"> · {t("you")}</span>}
              </>
            ),
          },
          {
            key: "role",
            title: t("role"),
            render: (person) =>
              mayChange(person) ? (
                <Select
                  size="small"
                  aria-label={t("role")}
                  value={person.role}
                  popupMatchSelectWidth={false}
                  options={roles.map((role) => ({ value: role, label: phrase(roleNames[role]) }))}
                  onChange={(role) => change.mutate({ id: person.id, role })}
                />
              ) : (
                phrase(roleNames[person.role])
              ),
          },
          { key: "state", title: t("state"), render: (person) => t(stateOf(person)) },
          {
            key: "actions",
            title: "",
            render: (person) =>
              mayChange(person) && (
                <PersonActions
                  person={person}
                  onSuspend={(isSuspended) => change.mutate({ id: person.id, isSuspended })}
                  onReset={() => reset.mutate(person)}
                />
              ),
          },
        ]}
      />
    </>
  );
}

function stateOf(person: Person): "suspended" | "active" | "invited" {
  if (person.isSuspended) return "suspended";
  return person.hasPassword ? "active" : "invited";
}

interface PersonActionsProps {
  readonly person: Person;
  readonly onSuspend: (isSuspended: boolean) => void;
  readonly onReset: () => void;
}

function PersonActions({ person, onSuspend, onReset }: PersonActionsProps) {
  const t = useText(text);
  const { name, isSuspended } = person;
  return (
    <span className="person-actions">
      {isSuspended ? (
        <Button size="small" onClick={() => onSuspend(false)}>
          {t("resume")}
        </Button>
      ) : (
        <Popconfirm
          title={t("suspendWhy", { name })}
          okText={t("yes")}
          cancelText={t("no")}
          onConfirm={() => onSuspend(true)}
        >
          <Button size="small">{t("suspend")}</Button>
        </Popconfirm>
      )}
      <Popconfirm title={t("resetWhy", { name })} okText={t("yes")} cancelText={t("no")} onConfirm={onReset}>
        <Button size="small">{t("reset")}</Button>
      </Popconfirm>
    </span>
  );
}
