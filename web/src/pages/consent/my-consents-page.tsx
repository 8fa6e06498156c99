import { useQuery } from "@tanstack/react-query";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { consentsQuery } from "./consent-api.ts";
import { ConsentCard } from "./consent-card.tsx";
import { GiveConsent } from "./give-consent.tsx";
import { text } from "./text.ts";
import "./consent.css";

const order = { draft: 0, granted: 1, expired: 2, revoked: 3 } as const;

/** The owner's consents: what waits, what is in force, what ended. */
export function MyConsentsPage() {
  const t = useText(text);
  usePageTitle(t("myConsents"));
  const query = useQuery(consentsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const items = query.data.items.toSorted((a, b) => order[a.state] - order[b.state]);
  return (
    <div className="consent-page consent-page--owner">
      <h1 className="visually-hidden">{t("myConsents")}</h1>
      <Panel title={t("myConsents")}>
        {items.length === 0 && <Nothing title={t("noMyConsents")} next={t("noMyConsentsNext")} />}
        {items.map((consent) => (
          <ConsentCard key={consent.id} consent={consent} />
        ))}
      </Panel>
      <GiveConsent />
    </div>
  );
}
