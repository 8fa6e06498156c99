import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { enterSample } from "../../api/actions.ts";
import { sampleQuery } from "../../api/queries.ts";
import type { SampleTour } from "../../api/types.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { SimulatedBadge } from "../../parts/simulated-badge.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { people, stations, text } from "./text.ts";
import "./tour.css";

type Places = NonNullable<SampleTour["places"]>;

/** The simulated pilot: the stations of its story, and entering it as one of its people. */
export function TourPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const query = useQuery(sampleQuery);
  const [failure, setFailure] = useState<unknown>(null);
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const tour = query.data;
  if (!tour.isReady) return <Nothing title={t("preparing")} next={t("preparingNext")} />;
  const enter = (key: string, href: string): void => {
    const person = tour.people.find((one) => one.key === key);
    if (person === undefined) return;
    enterSample(person.accountId).then(() => location.assign(href), setFailure);
  };
  return (
    <div className="tour">
      <header>
        <h1>
          {t("title")} <SimulatedBadge />
        </h1>
        <p className="soft tour__note">{t("note")}</p>
      </header>
      {failure !== null && <Failure error={failure} onRetry={() => setFailure(null)} />}
      {tour.places !== null && <Stations places={tour.places} enter={enter} />}
      <People tour={tour} enter={enter} />
    </div>
  );
}

type Enter = (key: string, href: string) => void;

function Stations({ places, enter }: { readonly places: Places; readonly enter: Enter }) {
  const t = useText(text);
  const station = useText(stations);
  const phrase = usePhrase();
  return (
    <Panel title={t("stations")} note={t("borrower", { name: places.enterpriseName })}>
      <ol className="tour__stations">
        {stationsOf(places).map(({ key, as, href }) => (
          <li key={key}>
            <span>{station(key)}</span>
            <Button onClick={() => enter(as, href)}>
              {t("open", { person: phrase(people[as]?.name ?? { zh: as, en: as }) })}
            </Button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function stationsOf({ enterpriseId, alertId, reportId, loanId, claimId }: Places) {
  const all: readonly { key: keyof typeof stations; as: string; href: string | null }[] = [
    { key: "consent", as: "owner", href: "/my/consents" },
    { key: "machines", as: "accountManager", href: `/evaluations/latest/enterprises/${enterpriseId}` },
    { key: "alert", as: "postLoanManager", href: alertId && `/watch/alerts/${alertId}` },
    { key: "report", as: "accountManager", href: reportId && `/due-diligence/${reportId}` },
    { key: "loan", as: "riskOfficer", href: loanId && `/loan-book/loans/${loanId}` },
    { key: "claim", as: "fundClerk", href: claimId && `/fund/claims/${claimId}` },
    { key: "shadow", as: "riskOfficer", href: "/shadow" },
    { key: "card", as: "riskOfficer", href: "/expert-cards" },
  ];
  return all.flatMap(({ key, as, href }) => (href === null ? [] : [{ key, as, href }]));
}

function People({ tour, enter }: { readonly tour: SampleTour; readonly enter: Enter }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <Panel title={t("people")} note={t("peopleNote")}>
      <FigureTable
        label={t("people")}
        rows={tour.people}
        rowKey={(row) => row.accountId}
        columns={[
          {
            key: "role",
            title: t("role"),
            render: (row) => <b>{phrase(people[row.key]?.name ?? { zh: row.key, en: row.key })}</b>,
          },
          {
            key: "does",
            title: t("does"),
            render: (row) => phrase(people[row.key]?.does ?? { zh: "", en: "" }),
          },
          {
            key: "enter",
            title: "",
            render: (row) =>
              row.isMe ? (
                <span className="soft">{t("me")}</span>
              ) : (
                <Button size="small" onClick={() => enter(row.key, "/")}>
                  {t("enter")}
                </Button>
              ),
          },
        ]}
      />
    </Panel>
  );
}
