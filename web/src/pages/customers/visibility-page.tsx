import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { answerOf, api } from "../../api/client.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import {
  type Consent,
  type DataClass,
  consentsQuery,
  giveConsent,
  myDataQuery,
  revokeConsent,
} from "../consent/consent-api.ts";
import { dataClassNames, purposeNames } from "../consent/names.ts";
import { inOneYear, today } from "../consent/term-days.ts";
import { text } from "./text.ts";
import "./customers.css";

/** What a bank is shown of an enterprise that lets itself be seen. */
const shownClasses: readonly DataClass[] = [
  "invoice",
  "statement",
  "businessDocument",
  "energy",
  "machine",
  "registry",
];

/** 让银行看到我: what each bank sees now, and what it would see; given and taken back by the owner. */
export function VisibilityPage() {
  const t = useText(text);
  usePageTitle(t("visibility"));
  const parties = useQuery({ queryKey: ["parties"], queryFn: () => answerOf(api.GET("/v1/parties")) });
  const consents = useQuery(consentsQuery);
  const my = useQuery(myDataQuery);
  const failed = [parties, consents, my].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (parties.data === undefined || consents.data === undefined || my.data === undefined) return <Waiting />;
  const banks = parties.data.items.filter(({ kind }) => kind === "bank");
  const enterpriseId = my.data.enterprises[0]?.enterprise.id;
  return (
    <div className="customers">
      <h1>{t("visibility")}</h1>
      <p>{t("visibilityNote")}</p>
      {banks.length === 0 && <Nothing title={t("noBanks")} />}
      {banks.map(({ id, name }) => (
        <BankRow
          key={id}
          bank={{ id, name }}
          enterpriseId={enterpriseId}
          consents={consents.data.items.filter(
            ({ grantee, state }) => grantee.id === id && state === "granted",
          )}
        />
      ))}
    </div>
  );
}

interface BankRowProps {
  readonly bank: { readonly id: string; readonly name: string };
  readonly enterpriseId: string | undefined;
  /** Granted to this bank, whatever for. */
  readonly consents: readonly Consent[];
}

function BankRow({ bank, enterpriseId, consents }: BankRowProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: consentsQuery.queryKey });
  const give = useMutation({
    mutationFn: (id: string) =>
      giveConsent({
        enterpriseId: id,
        granteePartyId: bank.id,
        providerPartyId: null,
        purpose: "prospecting",
        dataClasses: [...shownClasses],
        fromOn: today(),
        untilOn: inOneYear(),
      }),
    onSuccess: renew,
  });
  const revoke = useMutation({ mutationFn: (id: string) => revokeConsent(id, null), onSuccess: renew });
  const consent = consents.find(({ purpose }) => purpose === "prospecting");
  const isSeen = consent !== undefined;
  return (
    <Panel
      title={bank.name}
      note={isSeen ? t("seenUntil", { day: consent.untilOn }) : undefined}
      actions={
        isSeen ? (
          <Button loading={revoke.isPending} onClick={() => revoke.mutate(consent.id)}>
            {t("stopSeeing")}
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={enterpriseId === undefined}
            loading={give.isPending}
            onClick={() => enterpriseId !== undefined && give.mutate(enterpriseId)}
          >
            {t("letSee")}
          </Button>
        )
      }
    >
      <Refusal error={give.error ?? revoke.error} />
      <div className="visibility__sides">
        <section className="visibility__side">
          <h3>{t("before")}</h3>
          <Now consents={consents} />
          {isSeen && (
            <p className="soft">{shownClasses.map((one) => phrase(dataClassNames[one])).join(" · ")}</p>
          )}
        </section>
        {!isSeen && (
          <section className="visibility__side">
            <h3>{t("after")}</h3>
            <p>{t("seesAll")}</p>
            <p className="soft">{shownClasses.map((one) => phrase(dataClassNames[one])).join(" · ")}</p>
          </section>
        )}
      </div>
      <p className="soft">{t("seesNothingMore")}</p>
    </Panel>
  );
}

/** What the bank sees now: who consented to something else is known to it by name already. */
function Now({ consents }: Pick<BankRowProps, "consents">) {
  const t = useText(text);
  const phrase = usePhrase();
  const others = [
    ...new Set(consents.flatMap(({ purpose }) => (purpose === "prospecting" ? [] : [purpose]))),
  ];
  const isSeen = consents.some(({ purpose }) => purpose === "prospecting");
  return (
    <>
      {isSeen && <p>{t("seesAll")}</p>}
      {!isSeen && others.length === 0 && <p>{t("seesCount")}</p>}
      {others.length > 0 && (
        <p>{t("seesByOthers", { purposes: others.map((one) => phrase(purposeNames[one])).join(" · ") })}</p>
      )}
    </>
  );
}
