import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { KeeperPanel } from "./keeper-panel.tsx";
import { listText } from "./list-text.ts";
import { addEntry, endEntry, entriesQuery, keepersQuery } from "./watch-api.ts";
import "./watch.css";

/** The watch list (关注名单), and who keeps which customer. */
export function WatchListPage() {
  const t = useText(listText);
  const may = useMay();
  usePageTitle(t("watchList"));
  const query = useQuery(entriesQuery);
  return (
    <div className="watch">
      <h1>{t("watchList")}</h1>
      <div className="panels">
        <div className={may("watch.list") ? "span-8" : "span-12"}>
          <Panel title={t("watchList")} note={t("watchListNote")}>
            {query.data === undefined ? (
              query.isError ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
              ) : (
                <Waiting />
              )
            ) : query.data.items.length === 0 ? (
              <Nothing title={t("none")} />
            ) : (
              <FigureTable
                label={t("watchList")}
                isTall
                rows={query.data.items}
                rowKey={(row) => row.id}
                columns={[
                  {
                    key: "enterprise",
                    title: t("enterprise"),
                    render: (row) => <span translate="no">{row.enterpriseName}</span>,
                  },
                  { key: "since", title: t("since"), render: (row) => row.sinceOn },
                  {
                    key: "review",
                    title: t("review"),
                    render: (row) =>
                      row.endedOn === null && row.reviewOn <= (query.data?.today ?? "")
                        ? `${row.reviewOn} ● ${t("reviewDue")}`
                        : row.reviewOn,
                  },
                  { key: "reason", title: t("reason"), render: (row) => row.reason },
                  { key: "by", title: t("by"), render: (row) => row.addedBy },
                  {
                    key: "state",
                    title: t("state"),
                    render: (row) =>
                      row.endedOn === null ? (
                        may("watch.list") && <TakeOff id={row.id} />
                      ) : (
                        <span className="soft">
                          {t("ended", { day: row.endedOn, reason: row.endReason ?? "" })}
                        </span>
                      ),
                  },
                ]}
              />
            )}
          </Panel>
        </div>
        {may("watch.list") && (
          <div className="span-4">
            <PutOn />
          </div>
        )}
        <div className="span-12">
          <KeeperPanel />
        </div>
      </div>
    </div>
  );
}

function TakeOff({ id }: { readonly id: string }) {
  const t = useText(listText);
  const client = useQueryClient();
  const [reason, setReason] = useState<string | null>(null);
  const end = useMutation({
    mutationFn: (why: string) => endEntry(id, why),
    onSuccess: () => client.invalidateQueries({ queryKey: entriesQuery.queryKey }),
  });
  if (reason === null)
    return (
      <Button size="small" onClick={() => setReason("")}>
        {t("remove")}
      </Button>
    );
  return (
    <div className="watch__inline">
      <Input
        size="small"
        aria-label={t("whyRemove")}
        placeholder={t("whyRemove")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        size="small"
        type="primary"
        disabled={reason.trim() === ""}
        loading={end.isPending}
        onClick={() => end.mutate(reason.trim())}
      >
        {t("confirm")}
      </Button>
    </div>
  );
}

const empty = { enterpriseId: undefined as string | undefined, reviewOn: "", reason: "" };

function PutOn() {
  const t = useText(listText);
  const client = useQueryClient();
  const { data } = useQuery(keepersQuery);
  const [fields, setFields] = useState(empty);
  const add = useMutation({
    mutationFn: addEntry,
    onSuccess: () => {
      setFields(empty);
      return client.invalidateQueries({ queryKey: entriesQuery.queryKey });
    },
  });
  const { enterpriseId, reviewOn, reason } = fields;
  const isComplete = enterpriseId !== undefined && reviewOn !== "" && reason.trim() !== "";
  return (
    <Panel title={t("add")}>
      <div className="watch-form">
        <label className="watch-form__row">
          {t("enterprise")}
          <Select
            showSearch
            optionFilterProp="label"
            value={enterpriseId}
            onChange={(value) => setFields({ ...fields, enterpriseId: value })}
            options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </label>
        <label className="watch-form__row">
          {t("review")}
          <DayInput value={reviewOn} onChange={(day) => setFields({ ...fields, reviewOn: day })} />
        </label>
        <label className="watch-form__row">
          {t("reason")}
          <Input.TextArea
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setFields({ ...fields, reason: event.target.value })}
          />
        </label>
        <Refusal error={add.error} />
        <Button
          type="primary"
          disabled={!isComplete}
          loading={add.isPending}
          onClick={() =>
            enterpriseId !== undefined && add.mutate({ enterpriseId, reviewOn, reason: reason.trim() })
          }
        >
          {t("add")}
        </Button>
      </div>
    </Panel>
  );
}
