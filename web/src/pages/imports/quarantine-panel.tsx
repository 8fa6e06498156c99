import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Pagination, Select } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { formatCount } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import {
  type QuarantinedRow,
  quarantinePageSize,
  quarantineQuery,
  type QuarantineSearch,
} from "./imports-api.ts";
import { RowEditor } from "./row-editor.tsx";
import { text } from "./text.ts";

interface QuarantinePanelProps {
  readonly dataset: string;
  readonly files: readonly string[];
}

/** 隔离区: rows that were not understood, filtered by file and reason, each to be corrected in place. */
export function QuarantinePanel({ dataset, files }: QuarantinePanelProps) {
  const t = useText(text);
  const navigate = useNavigate();
  const search = useSearch({ from: "/shell/datasets/$dataset" });
  const query = useQuery(quarantineQuery(dataset, search));
  const [edited, setEdited] = useState<QuarantinedRow | null>(null);
  const filter = async (change: QuarantineSearch) =>
    await navigate({
      to: "/datasets/$dataset",
      params: { dataset },
      search: { ...search, page: undefined, ...change },
    });
  const found = query.data;
  return (
    <Panel id="quarantine" title={t("quarantine")} note={t("quarantineNote")}>
      <Filters
        files={files}
        codes={found?.codes ?? []}
        search={search}
        onFilter={(change) => void filter(change)}
      />
      {found === undefined &&
        (query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />)}
      {found?.total === 0 && <Nothing title={t("quarantineNone")} />}
      {found !== undefined && found.total > 0 && <Rows rows={found.items} onEdit={setEdited} />}
      <Pagination
        size="small"
        hideOnSinglePage
        current={search.page ?? 1}
        pageSize={quarantinePageSize}
        total={found?.total ?? 0}
        showSizeChanger={false}
        onChange={(page) => void filter({ page })}
      />
      {edited !== null && (
        <RowEditor
          key={`${edited.place.origin} ${edited.place.index} ${edited.place.ordinal}`}
          dataset={dataset}
          row={edited}
          alike={(found?.items ?? []).filter(
            (one) => one !== edited && one.file === edited.file && one.code === edited.code,
          )}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}

interface FiltersProps {
  readonly files: readonly string[];
  readonly codes: readonly { readonly code: string; readonly rows: number }[];
  readonly search: QuarantineSearch;
  readonly onFilter: (change: QuarantineSearch) => void;
}

function Filters({ files, codes, search, onFilter }: FiltersProps) {
  const t = useText(text);
  return (
    <div className="imports__actions">
      <Select
        style={{ minWidth: 240 }}
        showSearch
        aria-label={t("file")}
        value={search.file ?? ""}
        onChange={(file) => onFilter({ file: file === "" ? undefined : file })}
        options={[
          { value: "", label: t("allFiles") },
          ...[...new Set(files)].map((file) => ({ value: file, label: file })),
        ]}
      />
      <Select
        style={{ minWidth: 200 }}
        aria-label={t("reason")}
        value={search.code ?? ""}
        onChange={(code) => onFilter({ code: code === "" ? undefined : code })}
        options={[
          { value: "", label: t("allCodes") },
          ...codes.map(({ code, rows }) => ({ value: code, label: `${code} · ${rows}` })),
        ]}
      />
    </div>
  );
}

function Rows({
  rows,
  onEdit,
}: {
  readonly rows: readonly QuarantinedRow[];
  readonly onEdit: (row: QuarantinedRow) => void;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  const may = useMay();
  return (
    <FigureTable
      label={t("quarantine")}
      rows={rows}
      rowKey={({ place }) => `${place.origin} ${place.index} ${place.ordinal}`}
      columns={[
        {
          key: "file",
          title: t("file"),
          render: ({ file }) => (
            <span translate="no" data-quotes>
              {file}
            </span>
          ),
        },
        { key: "row", title: t("row"), isFigure: true, render: ({ row }) => formatCount(row) },
        { key: "reason", title: t("reason"), render: (row) => <span data-quotes>{phrase(row)}</span> },
        {
          key: "raw",
          title: t("raw"),
          render: ({ raw }) => (
            <code className="row-editor__raw imports__detail" translate="no">
              {raw}
            </code>
          ),
        },
        {
          key: "correct",
          title: t("action"),
          render: (row) =>
            may("import.write") && (
              <Button size="small" onClick={() => onEdit(row)}>
                {t("correct")}
              </Button>
            ),
        },
      ]}
    />
  );
}
