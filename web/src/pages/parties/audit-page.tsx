import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Input, Pagination, Select } from "antd";
import { useState } from "react";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { auditQuery, checkTrail, peopleQuery } from "./parties-api.ts";
import { text } from "./text.ts";
import "./parties.css";

const pageSize = 50;

interface Search {
  readonly accountId?: string;
  readonly action?: string;
  readonly subject?: string;
}

/** Who did what and when, in the reader's party; with the proof that nothing was changed. */
export function AuditPage() {
  const t = useText(text);
  usePageTitle(t("audit"));
  const [search, setSearch] = useState<Search>({});
  const query = new URLSearchParams(Object.entries(search));
  return (
    <div className="parties">
      <h1>{t("audit")}</h1>
      <Panel
        title={t("audit")}
        note={t("auditNote")}
        actions={
          <a className="button-link" href={`/v1/audit-events.csv?${query}`} download>
            {t("export")}
          </a>
        }
      >
        <TrailCheck />
        <Filters search={search} onChange={setSearch} />
        <Events key={query.toString()} search={search} />
      </Panel>
    </div>
  );
}

function TrailCheck() {
  const t = useText(text);
  const check = useMutation({ mutationFn: checkTrail });
  const found = check.data;
  return (
    <p className="trail-check">
      <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>
        {t("check")}
      </Button>
      {found?.kind === "whole" && (
        <span role="status">
          {t("whole", { count: formatCount(found.events), hash: found.newestHash.slice(0, 16) })}
          {found.seal !== null &&
            t("sealedUpTo", {
              id: formatCount(found.seal.eventId),
              at: formatInstant(found.seal.sealedAtMs),
            })}
        </span>
      )}
      {found?.kind === "broken" && (
        <strong className="refusal" role="alert">
          {t("broken", { id: found.atId })}
        </strong>
      )}
      <Refusal error={check.error} />
    </p>
  );
}

interface FiltersProps {
  readonly search: Search;
  readonly onChange: (search: Search) => void;
}

function Filters({ search, onChange }: FiltersProps) {
  const t = useText(text);
  const people = useQuery(peopleQuery);
  const set = (field: keyof Search, value: string | undefined) => {
    const { [field]: _, ...others } = search;
    onChange(value === undefined || value === "" ? others : { ...others, [field]: value });
  };
  return (
    <div className="audit-filters">
      <Select
        aria-label={t("who")}
        allowClear
        placeholder={t("anyone")}
        popupMatchSelectWidth={false}
        value={search.accountId ?? null}
        options={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value: string | undefined) => set("accountId", value)}
      />
      <Input.Search
        allowClear
        aria-label={t("actionPrefix")}
        placeholder={t("actionPrefix")}
        onSearch={(value) => set("action", value.trim())}
      />
      <Input.Search
        allowClear
        aria-label={t("subjectPart")}
        placeholder={t("subjectPart")}
        onSearch={(value) => set("subject", value.trim())}
      />
    </div>
  );
}

function Events({ search }: { readonly search: Search }) {
  const t = useText(text);
  const isNarrow = useIsNarrow();
  const [page, setPage] = useState(1);
  const query = useQuery(auditQuery({ ...search, offset: (page - 1) * pageSize, limit: pageSize }));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  if (query.data.total === 0) return <Nothing title={t("noEvents")} />;
  return (
    <>
      <FigureTable
        label={t("audit")}
        rows={query.data.items}
        rowKey={(event) => String(event.id)}
        columns={[
          { key: "id", title: t("number"), isFigure: true, render: (event) => formatCount(event.id) },
          { key: "at", title: t("at"), render: (event) => formatInstant(event.atMs) },
          {
            key: "who",
            title: t("who"),
            render: (event) => <span translate="no">{event.accountName ?? t("program")}</span>,
          },
          {
            key: "action",
            title: t("action"),
            render: (event) => <code translate="no">{event.action}</code>,
          },
          {
            key: "subject",
            title: t("subject"),
            render: (event) => <code translate="no">{event.subject}</code>,
          },
        ]}
      />
      <Pagination
        className="audit-pages"
        size="small"
        simple={isNarrow}
        hideOnSinglePage
        current={page}
        pageSize={pageSize}
        total={query.data.total}
        showSizeChanger={false}
        showTotal={(total, [from, to]) => t("shown", { from, to, total })}
        onChange={setPage}
      />
    </>
  );
}
