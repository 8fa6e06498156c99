import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { type ReportDocument, type ReportFigure, tracedRows, traceQuery } from "./documents-api.ts";
import { columnNames, shownCell } from "./row-columns.ts";
import { text } from "./text.ts";

interface FigureDrawerProps {
  readonly reportId: string;
  readonly figure: ReportFigure;
  readonly sources: ReportDocument["sources"];
  readonly onFigure: (figure: ReportFigure) => void;
  readonly onClose: () => void;
}

/** Where a figure comes from: its sources, its formula or its rows, and the figure worked out again from them. */
export function FigureDrawer({ reportId, figure, sources, onFigure, onClose }: FigureDrawerProps) {
  const t = useText(text);
  return (
    <Drawer title={t("figureSource")} open size="large" onClose={onClose} className="figure-drawer">
      <div className="figure-drawer__head" translate="no" data-quotes>
        <span className="soft">{figure.label}</span>
        <strong className="figure">{figure.spoken}</strong>
      </div>
      <Traced key={figure.id} reportId={reportId} figure={figure} onFigure={onFigure} />
      <ul className="figure-drawer__sources" translate="no" data-quotes>
        {sources
          .filter(({ mark }) => figure.marks.includes(mark))
          .map(({ mark, kind, title, content, period, received, evidence }) => (
            <li key={mark}>
              <strong>
                [{mark}] {kind}：{title}
              </strong>
              <span>{content}</span>
              <span>
                {period} · {received} · {evidence}
              </span>
            </li>
          ))}
      </ul>
    </Drawer>
  );
}

function Traced({ reportId, figure, onFigure }: Pick<FigureDrawerProps, "reportId" | "figure" | "onFigure">) {
  const t = useText(text);
  const [offset, setOffset] = useState(0);
  const traced = useQuery(traceQuery(reportId, figure.id, offset));
  if (traced.isError) return <Failure error={traced.error} onRetry={() => void traced.refetch()} />;
  if (traced.data === undefined) return <Waiting />;
  const { recomputed, operands, total } = traced.data;
  return (
    <>
      <p className={recomputed?.agrees === false ? "verdict verdict--wrong" : "verdict"} role="status">
        {recomputed === null ? t("copied") : recomputed.agrees ? t("agrees") : t("disagrees")}
      </p>
      {operands.length > 0 && (
        <>
          <h3>{t("formula")}</h3>
          <ul className="figure-drawer__operands" translate="no" data-quotes>
            {operands.map((operand) => (
              <li key={operand.id}>
                <button type="button" className="paper__figure" onClick={() => onFigure(operand)}>
                  {operand.label} <span className="figure">{operand.spoken}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {total > 0 && <Rows page={traced.data} offset={offset} onOffset={setOffset} />}
    </>
  );
}

interface RowsProps {
  readonly page: {
    readonly total: number;
    readonly columns: readonly string[];
    readonly rows: readonly Readonly<Record<string, string>>[];
  };
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
}

function Rows({ page, offset, onOffset }: RowsProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const columns = page.columns.filter((column) => columnNames[column] !== undefined);
  return (
    <>
      <h3>{t("rows", { total: page.total })}</h3>
      <FigureTable
        label={t("source")}
        rows={page.rows}
        rowKey={(_, index) => String(index)}
        columns={columns.map((column) => ({
          key: column,
          title: phrase(columnNames[column] ?? { zh: column, en: column }),
          isFigure: /Fen|Wh|Minutes|Count$/.test(column),
          render: (row: Readonly<Record<string, string>>) => (
            <span translate="no">{shownCell(column, row[column] ?? "", phrase)}</span>
          ),
        }))}
      />
      {page.total > tracedRows && (
        <div className="figure-drawer__pages">
          <Button disabled={offset === 0} onClick={() => onOffset(offset - tracedRows)}>
            {t("previous")}
          </Button>
          <span className="figure">
            {offset + 1}–{Math.min(offset + tracedRows, page.total)}
          </span>
          <Button disabled={offset + tracedRows >= page.total} onClick={() => onOffset(offset + tracedRows)}>
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
