import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { partyKindNames } from "../../parts/party-names.ts";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { CreateParty } from "./create-party.tsx";
import { InvitationNotice, type ShownInvitation } from "./invitation-notice.tsx";
import { partiesQuery } from "./parties-api.ts";
import { text } from "./text.ts";
import "./parties.css";

/** The parties of the installation, and making new ones. */
export function PartiesPage() {
  const t = useText(text);
  const phrase = usePhrase();
  const may = useMay();
  usePageTitle(t("parties"));
  const query = useQuery(partiesQuery);
  const [invitation, setInvitation] = useState<ShownInvitation | null>(null);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  return (
    <div className="parties">
      <h1>{t("parties")}</h1>
      {invitation !== null && (
        <InvitationNotice invitation={invitation} onClose={() => setInvitation(null)} />
      )}
      <div className="panels">
        <div className={may("party.create") ? "span-8" : ""}>
          <Panel title={t("parties")} note={t("partiesNote")}>
            <FigureTable
              label={t("parties")}
              rows={query.data.items}
              rowKey={(party) => party.id}
              columns={[
                { key: "kind", title: t("kind"), render: (party) => phrase(partyKindNames[party.kind]) },
                {
                  key: "code",
                  title: t("code"),
                  render: (party) => <span translate="no">{party.code}</span>,
                },
                {
                  key: "name",
                  title: t("name"),
                  render: (party) => <span translate="no">{party.name}</span>,
                },
              ]}
            />
          </Panel>
        </div>
        {may("party.create") && (
          <div className="span-4">
            <CreateParty onInvitation={setInvitation} />
          </div>
        )}
      </div>
    </div>
  );
}
