import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { type FormEvent, useState } from "react";
import { answerOf, api } from "../../api/client.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { consentsQuery, giveConsent, myDataQuery } from "./consent-api.ts";
import { purposes } from "./names.ts";
import { inOneYear, today } from "./term-days.ts";
import { type Terms, TermsFields } from "./terms-fields.tsx";
import { text } from "./text.ts";

interface Parties {
  readonly granteeId: string | null;
  /** Null for the enterprise itself. */
  readonly providerId: string | null;
}

/** The owner gives a consent without being asked: one receiver, one purpose, chosen data, a term. */
export function GiveConsent() {
  const t = useText(text);
  const client = useQueryClient();
  const my = useQuery(myDataQuery);
  const [{ granteeId, providerId }, setParties] = useState<Parties>({ granteeId: null, providerId: null });
  const [terms, setTerms] = useState<Terms>({
    purpose: "creditEvaluation",
    classes: ["invoice", "machine", "energy", "evaluation"],
    untilOn: inOneYear(),
  });
  const enterpriseId = my.data?.enterprises[0]?.enterprise.id;
  const give = useMutation({
    mutationFn: giveConsent,
    onSuccess: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (granteeId === null || enterpriseId === undefined) return;
    const { purpose, classes, untilOn } = terms;
    const parties = { granteePartyId: granteeId, providerPartyId: providerId };
    give.mutate({ enterpriseId, ...parties, purpose, dataClasses: [...classes], fromOn: today(), untilOn });
  };
  return (
    <Panel title={t("give")} note={t("giveNote")}>
      <form className="consent-form" onSubmit={submit}>
        <PartyFields parties={{ granteeId, providerId }} onChange={setParties} />
        <TermsFields
          name="give"
          purposes={purposes}
          terms={terms}
          onChange={(changed) => setTerms({ ...terms, ...changed })}
        />
        <p className="soft">{t("onlyFor")}</p>
        <Refusal error={give.error} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={granteeId === null || enterpriseId === undefined || terms.classes.length === 0}
          loading={give.isPending}
        >
          {t("agree")}
        </Button>
      </form>
    </Panel>
  );
}

interface PartyFieldsProps {
  readonly parties: Parties;
  readonly onChange: (parties: Parties) => void;
}

function PartyFields({ parties, onChange }: PartyFieldsProps) {
  const t = useText(text);
  const known = useQuery({ queryKey: ["parties"], queryFn: () => answerOf(api.GET("/v1/parties")) });
  const options = (known.data?.items ?? [])
    .filter(({ kind }) => kind !== "enterprise" && kind !== "regulator")
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <label htmlFor="give-to">{t("grantee")}</label>
      <Select
        id="give-to"
        value={parties.granteeId}
        options={options}
        onChange={(granteeId) => onChange({ ...parties, granteeId })}
      />
      <label htmlFor="give-from">{t("provider")}</label>
      <Select
        id="give-from"
        value={parties.providerId ?? ""}
        options={[
          { value: "", label: t("myself") },
          ...options.filter(({ value }) => value !== parties.granteeId),
        ]}
        onChange={(value) => onChange({ ...parties, providerId: value === "" ? null : value })}
      />
    </>
  );
}
