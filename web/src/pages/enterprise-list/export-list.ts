import { answerOf, api } from "../../api/client.ts";
import type { EnterpriseQuery } from "../../api/queries.ts";
import type { EnterpriseSummary } from "../../api/types.ts";
import { saveFile } from "../../parts/save-file.ts";
import type { ListColumn } from "./columns.tsx";

interface ListExport {
  readonly evaluationId: string;
  readonly query: EnterpriseQuery;
  readonly columns: readonly ListColumn[];
  /** Lines above the header: 模拟数据, the disclaimer, as of when. */
  readonly heading: readonly string[];
  readonly fileName: string;
}

/** Saves every enterprise that the filters let through, in the columns shown, as CSV that Excel opens in UTF-8. */
export async function exportList({
  evaluationId,
  query,
  columns,
  heading,
  fileName,
}: ListExport): Promise<void> {
  const rows = await everyRow(evaluationId, query);
  const lines = [
    ...heading.map((line) => quoted(line)),
    columns.map((column) => quoted(column.title)).join(","),
    ...rows.map((row) => columns.map((column) => quoted(column.exported(row))).join(",")),
  ];
  saveFile(fileName, new Blob([`\uFEFF${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }));
}

async function everyRow(id: string, query: EnterpriseQuery): Promise<EnterpriseSummary[]> {
  const rows: EnterpriseSummary[] = [];
  for (;;) {
    const page = await answerOf(
      api.GET("/v1/evaluations/{id}/enterprises", {
        params: { path: { id }, query: { ...query, offset: rows.length, limit: 1000 } },
      }),
    );
    rows.push(...page.items);
    if (page.items.length === 0 || rows.length >= page.total) return rows;
  }
}

/** Quotes a cell; a leading =, +, - or @ of an outsider's text must not become a formula. */
function quoted(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
