import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { answerOf, api } from "../../api/client.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { consentsQuery, type DataClass, giveConsent, myDataQuery, type Purpose } from "./consent-api.ts";
import { dataClasses, dataClassNames, purposeNames, purposes } from "./names.ts";
import { inOneYear, today } from "./term-days.ts";
import { text } from "./text.ts";

/** The owner gives a consent without being asked: one receiver, one purpose, chosen data, a term. */
export function GiveConsent() {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const my = useQuery(myDataQuery);
  const parties = useQuery({ queryKey: ["parties"], queryFn: () => answerOf(api.GET("/v1/parties")) });
  const [granteeId, setGranteeId] = useState<string | null>(null);
  const [providerId, setProviderId] = useState<string | null>(null);
  const [purpose, setPurpose] = useState<Purpose>("creditEvaluation");
  const [classes, setClasses] = useState<readonly DataClass[]>([
    "invoice",
    "machine",
    "energy",
    "evaluation",
  ]);
  const [untilOn, setUntilOn] = useState(inOneYear());
  const enterpriseId = my.data?.enterprises[0]?.enterprise.id;
  const institutions = (parties.data?.items ?? []).filter(
    ({ kind }) => kind !== "enterprise" && kind !== "regulator",
  );
  const options = institutions.map(({ id, name }) => ({ value: id, label: name }));
  const give = useMutation({
    mutationFn: giveConsent,
    onSuccess: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  });
  const isReady = granteeId !== null && enterpriseId !== undefined && classes.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (granteeId === null || enterpriseId === undefined) return;
    give.mutate({
      enterpriseId,
      granteePartyId: granteeId,
      providerPartyId: providerId,
      purpose,
      dataClasses: [...classes],
      fromOn: today(),
      untilOn,
    });
  };
  return (
    <Panel title={t("give")} note={t("giveNote")}>
      <form className="consent-form" onSubmit={submit}>
        <label htmlFor="give-to">{t("grantee")}</label>
        <Select id="give-to" value={granteeId} options={options} onChange={setGranteeId} />
        <label htmlFor="give-from">{t("provider")}</label>
        <Select
          id="give-from"
          value={providerId ?? ""}
          options={[{ value: "", label: t("myself") }, ...options.filter(({ value }) => value !== granteeId)]}
          onChange={(value) => setProviderId(value === "" ? null : value)}
        />
        <label htmlFor="give-purpose">{t("purpose")}</label>
        <Select
          id="give-purpose"
          value={purpose}
          options={purposes.map((value) => ({ value, label: phrase(purposeNames[value]) }))}
          onChange={setPurpose}
        />
        <span>{t("chooseData")}</span>
        <Checkbox.Group
          className="consent-checks"
          value={[...classes]}
          options={dataClasses.map((value) => ({ value, label: phrase(dataClassNames[value]) }))}
          onChange={setClasses}
        />
        <label htmlFor="give-until">{t("untilOn")}</label>
        <Input
          id="give-until"
          type="date"
          min={today()}
          value={untilOn}
          onChange={(event) => setUntilOn(event.target.value)}
        />
        <p className="soft">{t("onlyFor")}</p>
        <Refusal error={give.error} />
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={give.isPending}>
          {t("agree")}
        </Button>
      </form>
    </Panel>
  );
}
