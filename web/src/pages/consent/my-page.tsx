import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { accessReadsQuery, consentsQuery, myDataQuery } from "./consent-api.ts";
import { ConsentCard } from "./consent-card.tsx";
import { dataClassNames, sizeClassNames } from "./names.ts";
import { ReadList } from "./read-list.tsx";
import { text } from "./text.ts";
import "./consent.css";

/** The owner's page: what waits for a decision, what is stored, who read it. */
export function MyPage() {
  const t = useText(text);
  const phrase = usePhrase();
  usePageTitle(t("my"));
  const data = useQuery(myDataQuery);
  const consents = useQuery(consentsQuery);
  if (data.isError) return <Failure error={data.error} onRetry={() => void data.refetch()} />;
  if (data.data === undefined) return <Waiting />;
  const waiting = (consents.data?.items ?? []).filter(({ mayGrant }) => mayGrant);
  return (
    <div className="consent-page consent-page--owner">
      <h1 className="visually-hidden">{t("my")}</h1>
      {waiting.length > 0 && (
        <Panel title={t("waitingTitle")}>
          {waiting.map((consent) => (
            <ConsentCard key={consent.id} consent={consent} />
          ))}
        </Panel>
      )}
      {data.data.enterprises.map(({ enterprise, data: classes }) => (
        <Panel
          key={enterprise.id}
          title={t("myDataTitle")}
          note={
            <>
              <span translate="no">{enterprise.name}</span>
              {enterprise.sizeClass !== null && ` · ${phrase(sizeClassNames[enterprise.sizeClass])}`}
              {" · "}
              {t("myDataNote")}
            </>
          }
        >
          <ul className="data-classes">
            {classes.map((one) => (
              <li key={one.dataClass}>
                <strong>{phrase(dataClassNames[one.dataClass])}</strong>
                {one.rows === 0 ? (
                  <span className="soft">{t("nothingStored")}</span>
                ) : (
                  <span className="figure">
                    {t("rows", { count: formatCount(one.rows) })} · {one.firstDay} – {one.lastDay}
                    <br />
                    <span className="soft">
                      {t("lastReceived", { at: formatInstant(one.lastReceivedAtMs) })}
                    </span>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      ))}
      <RecentReads enterpriseId={data.data.enterprises[0]?.enterprise.id} />
    </div>
  );
}

function RecentReads({ enterpriseId }: { readonly enterpriseId: string | undefined }) {
  const t = useText(text);
  const filter = enterpriseId === undefined ? {} : { enterpriseId };
  const reads = useQuery(accessReadsQuery({ ...filter, offset: 0, limit: 5 }));
  return (
    <Panel
      title={t("recentReads")}
      actions={
        <Link className="button-link" to="/my/reads">
          {t("all")}
        </Link>
      }
    >
      {reads.isError && <Failure error={reads.error} />}
      {reads.data !== undefined && <ReadList items={reads.data.items} />}
    </Panel>
  );
}
