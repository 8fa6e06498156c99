import { useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useState } from "react";
import { jobQuery } from "../../api/queries.ts";
import { useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { DayTable } from "./day-table.tsx";
import { type DayClose, dayCloseQuery, startDayClose } from "./lending-api.ts";
import { useLendingStep } from "./parts.tsx";
import { text } from "./text.ts";
import "./lending.css";

/** The day close: which day is open, closing up to a day with its progress, what each close did. */
export function DayClosePage() {
  const t = useText(text);
  usePageTitle(t("dayClose"));
  const query = useQuery(dayCloseQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const state = query.data;
  return (
    <div className="lending">
      <h1>{t("dayClose")}</h1>
      <dl className="stats">
        <Stat label={t("openDay")} value={state.openDay} />
        <Stat label={t("nextToClose")} value={state.nextToClose ?? "—"} />
      </dl>
      <div className="panels">
        <div className="span-8">
          <Panel title={t("dayClose")} note={t("dayCloseNote")}>
            {state.days.length === 0 ? <Nothing title={t("noDays")} /> : <DayTable days={state.days} />}
          </Panel>
        </div>
        <div className="span-4">
          <Panel title={t("closeUpTo")}>
            <CloseForm key={state.nextToClose ?? ""} state={state} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function CloseForm({ state }: { readonly state: DayClose }) {
  const t = useText(text);
  const [upTo, setUpTo] = useState(state.nextToClose ?? state.today);
  const start = useLendingStep(() => startDayClose(upTo));
  if (state.jobId !== null) return <CloseProgress jobId={state.jobId} />;
  return (
    <form
      className="loan-form"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate(undefined);
      }}
    >
      <label htmlFor="close-up-to">{t("closeUpTo")}</label>
      <DayInput id="close-up-to" value={upTo} max={state.today} onChange={setUpTo} />
      <Refusal error={start.error} />
      <div className="loan-form__buttons">
        <Button
          type="primary"
          htmlType="submit"
          disabled={!state.mayClose || state.nextToClose === null || upTo < state.nextToClose}
          loading={start.isPending}
        >
          {t("start")}
        </Button>
      </div>
      {!state.mayClose && <p className="loan-actions__why">{t("mayNotClose")}</p>}
    </form>
  );
}

function CloseProgress({ jobId }: { readonly jobId: string }) {
  const t = useText(text);
  const { data: job } = useQuery({ ...jobQuery(jobId), refetchInterval: 1_000 });
  const progress = job?.progress ?? null;
  if (progress === null) return <p role="status">{t("runningAny")}</p>;
  const total = progress.total ?? 0;
  return (
    <div role="status">
      <p>{t("running", { day: progress.subject ?? "", done: progress.done, total })}</p>
      <Progress percent={total === 0 ? 100 : Math.floor((progress.done / total) * 100)} status="active" />
    </div>
  );
}
