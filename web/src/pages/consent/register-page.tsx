import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { consentsQuery, type Onboarding, type RegisteredEnterprise, registerQuery } from "./consent-api.ts";
import { sizeClassNames } from "./names.ts";
import { OnboardingResult } from "./onboarding-result.tsx";
import { RegisterList } from "./register-list.tsx";
import { text } from "./text.ts";
import "./consent.css";

/** 企业登记: the register, registering a list, and the counts of enterprises that may not be seen by name. */
export function RegisterPage() {
  const t = useText(text);
  const may = useMay();
  usePageTitle(t("register"));
  const [result, setResult] = useState<Onboarding | null>(null);
  const query = useQuery(registerQuery);
  return (
    <div className="consent-page">
      <h1>{t("register")}</h1>
      {may("enterprise.register") && <RegisterList onResult={setResult} />}
      {result !== null && <OnboardingResult result={result} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting />}
      {query.data !== undefined && (
        <>
          <Panel title={t("register")} note={t("registerNote")}>
            {query.data.items.length === 0 ? (
              <Nothing title={t("noEnterprises")} next={t("noEnterprisesNext")} />
            ) : (
              <RegisterTable items={query.data.items} />
            )}
          </Panel>
          {query.data.others.length > 0 && (
            <Panel title={t("othersTitle")} note={t("othersNote", { k: query.data.smallestGroup })}>
              <FigureTable
                label={t("othersTitle")}
                rows={query.data.others}
                rowKey={(_, index) => String(index)}
                columns={[
                  {
                    key: "region",
                    title: t("region"),
                    render: (row) => <span translate="no">{row.region ?? "—"}</span>,
                  },
                  {
                    key: "industry",
                    title: t("industry"),
                    render: (row) => <span translate="no">{row.industry ?? "—"}</span>,
                  },
                  { key: "count", title: t("count"), isFigure: true, render: (row) => row.enterprises },
                ]}
              />
            </Panel>
          )}
        </>
      )}
    </div>
  );
}

function RegisterTable({ items }: { readonly items: readonly RegisteredEnterprise[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const consents = useQuery(consentsQuery);
  const inForce = Map.groupBy(
    (consents.data?.items ?? []).filter(({ state }) => state === "granted"),
    ({ enterpriseId }) => enterpriseId,
  );
  return (
    <>
      <FigureTable
        label={t("register")}
        isTall
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          { key: "code", title: t("code"), render: (row) => <span translate="no">{row.code}</span> },
          { key: "name", title: t("enterprise"), render: (row) => <span translate="no">{row.name}</span> },
          { key: "uscc", title: t("uscc"), render: (row) => <CreditCode enterprise={row} /> },
          {
            key: "region",
            title: t("region"),
            render: (row) => <span translate="no">{row.region ?? "—"}</span>,
          },
          {
            key: "industry",
            title: t("industry"),
            render: (row) => <span translate="no">{row.industry ?? "—"}</span>,
          },
          {
            key: "size",
            title: t("size"),
            render: (row) =>
              row.sizeClass === null ? (
                <span className="soft">{t("sizeUnknown")}</span>
              ) : (
                phrase(sizeClassNames[row.sizeClass])
              ),
          },
          { key: "own", title: t("ownParty"), render: (row) => t(row.ownPartyId === null ? "no" : "yes") },
          {
            key: "consents",
            title: t("consentedTo"),
            isFigure: true,
            render: (row) => inForce.get(row.id)?.length ?? 0,
          },
        ]}
      />
      <p className="soft consent-foot">{t("sizeNote")}</p>
    </>
  );
}

function CreditCode({ enterprise: { uscc, usccWarning } }: { readonly enterprise: RegisteredEnterprise }) {
  const t = useText(text);
  if (uscc === null) return <span className="soft">—</span>;
  return (
    <>
      <code translate="no">{uscc}</code>
      {usccWarning !== null && <p className="consent-warning">{t("usccWarning", usccWarning)}</p>}
    </>
  );
}
