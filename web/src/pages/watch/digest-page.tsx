import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { AlertTable } from "./alert-table.tsx";
import { listText } from "./list-text.ts";
import { type Digest, digestQuery, type DigestSearch, fetchDigestPdf } from "./watch-api.ts";
import "./watch.css";

const weekMs = 7 * 86_400_000;

/** The week's early warning (周报), of one owner or of everybody, also as PDF. */
export function DigestPage() {
  const t = useText(listText);
  const { language } = useLanguage();
  usePageTitle(t("digest"));
  const [search, setSearch] = useState<DigestSearch>({});
  const query = useQuery(digestQuery(search));
  const print = useMutation({
    mutationFn: () => fetchDigestPdf(search, language),
    onSuccess: (pdf) => saveFile(`${t("digest")}-${query.data?.from ?? ""}.pdf`, pdf),
  });
  const { data } = query;
  if (data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const move = (weeks: number): void => setSearch({ ...search, week: shifted(data.from, weeks) });
  const lists = [
    { title: t("raisedThisWeek"), alerts: data.raised },
    { title: t("stillOpen"), alerts: data.open },
    { title: t("settledThisWeek"), alerts: data.settled },
  ];
  return (
    <div className="watch">
      <h1>{t("digest")}</h1>
      <Panel
        title={t("digestNote", { from: data.from, to: data.to })}
        actions={
          <div className="watch__filters">
            <Button onClick={() => move(-1)}>{t("earlier")}</Button>
            <Button onClick={() => move(1)}>{t("later")}</Button>
            <Select
              value={search.owner ?? "all"}
              style={{ minWidth: 150 }}
              onChange={(owner) => setSearch({ ...search, owner: owner === "all" ? undefined : owner })}
              options={[
                { value: "all", label: t("everybody") },
                { value: "me", label: t("mine") },
                ...data.people
                  .filter(({ role }) => role === "accountManager" || role === "postLoanManager")
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <Button type="primary" loading={print.isPending} onClick={() => print.mutate()}>
              {t("print")}
            </Button>
          </div>
        }
      >
        <Refusal error={print.error} />
        <DigestCounts digest={data} />
      </Panel>
      {lists
        .filter(({ alerts }) => alerts.length > 0)
        .map(({ title, alerts }) => (
          <Panel key={title} title={title}>
            <AlertTable label={title} alerts={alerts} />
          </Panel>
        ))}
    </div>
  );
}

function DigestCounts({ digest }: { readonly digest: Digest }) {
  const t = useText(listText);
  return (
    <dl className="stats">
      <Stat label={t("raisedThisWeek")} value={digest.raised.length} />
      <Stat label={t("stillOpen")} value={digest.open.length} />
      <Stat label={t("overdue")} value={digest.overdue} />
      <Stat label={t("settledThisWeek")} value={digest.settled.length} />
      <Stat label={t("onList")} value={digest.entries.length} />
    </dl>
  );
}

function shifted(day: string, weeks: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + weeks * weekMs).toISOString().slice(0, 10);
}
