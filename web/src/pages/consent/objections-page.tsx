import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { answerObjection, type Objection, objectionsQuery } from "./consent-api.ts";
import { outcomeNames } from "./names.ts";
import { ObjectionCard } from "./objection-card.tsx";
import { text } from "./text.ts";
import "./consent.css";

/** Objections that the reader's party has to answer. */
export function ObjectionsPage() {
  const t = useText(text);
  usePageTitle(t("objections"));
  const query = useQuery(objectionsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items, answerDays } = query.data;
  return (
    <div className="consent-page">
      <h1>{t("objections")}</h1>
      <Panel title={t("objections")} note={t("objectionsNote", { days: answerDays })}>
        {items.length === 0 && <Nothing title={t("noObjections")} />}
        {items.map((objection) => (
          <ObjectionCard key={objection.id} objection={objection} counterpart={objection.enterpriseName}>
            {objection.mayAnswer && <Answer id={objection.id} />}
          </ObjectionCard>
        ))}
      </Panel>
    </div>
  );
}

type Outcome = NonNullable<Objection["outcome"]>;
const outcomes = Object.keys(outcomeNames) as readonly Outcome[];

function Answer({ id }: { readonly id: string }) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>("corrected");
  const [words, setWords] = useState("");
  const answer = useMutation({
    mutationFn: () => answerObjection(id, { outcome, text: words }),
    onSuccess: () => client.invalidateQueries({ queryKey: objectionsQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answer.mutate();
  };
  return (
    <form className="consent-form" onSubmit={submit}>
      <label htmlFor={`outcome-${id}`}>{t("outcome")}</label>
      <Select
        id={`outcome-${id}`}
        value={outcome}
        options={outcomes.map((value) => ({ value, label: phrase(outcomeNames[value]) }))}
        onChange={setOutcome}
      />
      <label htmlFor={`answer-${id}`}>{t("answer")}</label>
      <Input.TextArea
        id={`answer-${id}`}
        rows={3}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Refusal error={answer.error} />
      <Button type="primary" htmlType="submit" disabled={words.trim() === ""} loading={answer.isPending}>
        {t("answer")}
      </Button>
    </form>
  );
}
