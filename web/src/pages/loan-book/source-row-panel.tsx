import { Link } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { deliveryText } from "./delivery-text.ts";
import type { LoanDetail } from "./loan-book-api.ts";
import { text } from "./text.ts";

/** The bank's rows as received, with the place where each is sealed. */
export function SourceRowPanel({ rows }: { readonly rows: LoanDetail["sourceRows"] }) {
  const t = useText(text);
  const d = useText(deliveryText);
  if (rows.length === 0) return null;
  return (
    <Panel title={t("sourceRows")} note={t("sourceNote")}>
      <FigureTable
        label={t("sourceRows")}
        isTall
        rows={rows}
        rowKey={(row) => `${row.deliveryId} ${row.kind} ${row.row}`}
        columns={[
          {
            key: "day",
            title: t("businessDate"),
            render: (row) => (
              <Link to="/loan-book/deliveries/$deliveryId" params={{ deliveryId: row.deliveryId }}>
                {row.businessDate} #{row.deliveryNumber}
                {row.isSuperseded && ` (${t("superseded")})`}
              </Link>
            ),
          },
          {
            key: "file",
            title: t("file"),
            render: (row) => (
              <span className="nowrap">
                {d(row.kind)} <span translate="no">{row.file}</span>
              </span>
            ),
          },
          { key: "row", title: t("row"), isFigure: true, render: (row) => row.row },
          {
            key: "raw",
            title: t("raw"),
            render: (row) => (
              <code className="raw-row" translate="no">
                {row.raw}
              </code>
            ),
          },
          {
            key: "evidence",
            title: t("evidence"),
            render: (row) => (
              <span className="figure" title={row.origin}>
                {t("evidencePlace", { entry: row.entry, ordinal: row.ordinal + 1 })}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
