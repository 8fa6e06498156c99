import { useQuery } from "@tanstack/react-query";
import { Pagination } from "antd";
import { useState } from "react";
import { quarantineQuery } from "../../api/queries.ts";
import { formatCount } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import { text } from "./text.ts";

const pageSize = 50;

/** Rows that could not be read: file, row, field, reason, and the row as received. */
export function QuarantineTable({ evaluationId }: { readonly evaluationId: string }) {
  const t = useText(text);
  const phrase = usePhrase();
  const isNarrow = useIsNarrow();
  const [page, setPage] = useState(1);
  const query = useQuery(quarantineQuery(evaluationId, { offset: (page - 1) * pageSize, limit: pageSize }));
  const content = () => {
    if (query.data === undefined) {
      return query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting />
      );
    }
    if (query.data.total === 0) return <Nothing title={t("noQuarantine")} next={t("noQuarantineNext")} />;
    return (
      <>
        <FigureTable
          label={t("quarantine")}
          rows={query.data.items}
          rowKey={(row) => `${row.file}:${row.row}:${row.field}`}
          columns={[
            { key: "file", title: t("file"), render: (row) => <span translate="no">{row.file}</span> },
            { key: "row", title: t("row"), isFigure: true, render: (row) => formatCount(row.row) },
            { key: "field", title: t("field"), render: (row) => <span translate="no">{row.field}</span> },
            { key: "reason", title: t("reason"), render: (row) => <span data-quotes>{phrase(row)}</span> },
            {
              key: "raw",
              title: t("raw"),
              render: (row) => (
                <code className="raw-row" translate="no">
                  {row.raw}
                </code>
              ),
            },
          ]}
        />
        <Pagination
          className="quarantine-pages"
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
  };
  return (
    <Panel title={t("quarantine")} note={t("quarantineNote")}>
      {content()}
    </Panel>
  );
}
