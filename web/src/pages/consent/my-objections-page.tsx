import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { answerOf, api } from "../../api/client.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import {
  type DataClass,
  fileObjection,
  myDataQuery,
  objectionsQuery,
  withdrawObjection,
} from "./consent-api.ts";
import { dataClasses, dataClassNames } from "./names.ts";
import { ObjectionCard } from "./objection-card.tsx";
import { text } from "./text.ts";
import "./consent.css";

/** The owner's objections, and filing one. */
export function MyObjectionsPage() {
  const t = useText(text);
  usePageTitle(t("myObjections"));
  const query = useQuery(objectionsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items, answerDays } = query.data;
  return (
    <div className="consent-page consent-page--owner">
      <h1 className="visually-hidden">{t("myObjections")}</h1>
      <Panel title={t("myObjections")} note={t("objectionsNote", { days: answerDays })}>
        {items.length === 0 && <Nothing title={t("noObjections")} />}
        {items.map((objection) => (
          <ObjectionCard key={objection.id} objection={objection} counterpart={objection.addressee.name}>
            {objection.state === "filed" && <Withdraw id={objection.id} />}
          </ObjectionCard>
        ))}
      </Panel>
      <FileObjection />
    </div>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: objectionsQuery.queryKey });
}

function Withdraw({ id }: { readonly id: string }) {
  const t = useText(text);
  const refresh = useRefresh();
  const withdraw = useMutation({ mutationFn: () => withdrawObjection(id), onSuccess: refresh });
  return (
    <p className="consent-card__actions">
      <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {t("withdraw")}
      </Button>
      <Refusal error={withdraw.error} />
    </p>
  );
}

function FileObjection() {
  const t = useText(text);
  const phrase = usePhrase();
  const refresh = useRefresh();
  const my = useQuery(myDataQuery);
  const parties = useQuery({ queryKey: ["parties"], queryFn: () => answerOf(api.GET("/v1/parties")) });
  const [addresseeId, setAddresseeId] = useState<string | null>(null);
  const [dataClass, setDataClass] = useState<DataClass>("invoice");
  const [what, setWhat] = useState("");
  const enterpriseId = my.data?.enterprises[0]?.enterprise.id;
  const file = useMutation({
    mutationFn: fileObjection,
    onSuccess: () => {
      setWhat("");
      return refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (addresseeId === null || enterpriseId === undefined) return;
    file.mutate({ enterpriseId, addresseePartyId: addresseeId, dataClass, text: what });
  };
  const institutions = (parties.data?.items ?? []).filter(({ kind }) => kind !== "enterprise");
  return (
    <Panel title={t("fileTitle")}>
      <form className="consent-form" onSubmit={submit}>
        <label htmlFor="objection-to">{t("addressee")}</label>
        <Select
          id="objection-to"
          value={addresseeId}
          options={institutions.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setAddresseeId}
        />
        <label htmlFor="objection-class">{t("which")}</label>
        <Select
          id="objection-class"
          value={dataClass}
          options={dataClasses.map((value) => ({ value, label: phrase(dataClassNames[value]) }))}
          onChange={setDataClass}
        />
        <label htmlFor="objection-text">{t("what")}</label>
        <Input.TextArea
          id="objection-text"
          rows={4}
          maxLength={2000}
          value={what}
          onChange={(event) => setWhat(event.target.value)}
        />
        <p className="field-note">{t("whatNote")}</p>
        <Refusal error={file.error} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={addresseeId === null || what.trim() === ""}
          loading={file.isPending}
        >
          {t("file")}
        </Button>
      </form>
    </Panel>
  );
}
