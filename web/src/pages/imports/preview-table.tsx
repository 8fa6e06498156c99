import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { InspectedFile } from "./imports-api.ts";
import { text } from "./text.ts";

/** The first rows of a file under its columns; a cell that is not understood is marked, with the reason beside it. */
export function PreviewTable({ file }: { readonly file: InspectedFile }) {
  const t = useText(text);
  const phrase = usePhrase();
  const columns = file.columns.map(({ name }, index) => ({
    key: `${index}`,
    title: name === "" ? `${index + 1}` : name,
    render: (row: InspectedFile["rows"][number]) => (
      <span
        className={row.problem !== null && row.problem.field === name ? "cell-bad" : undefined}
        translate="no"
        data-quotes
      >
        {row.cells[index] ?? ""}
      </span>
    ),
  }));
  return (
    <FigureTable
      label={t("first")}
      isTall
      rows={file.rows}
      rowKey={({ row }) => `${row}`}
      columns={[
        { key: "row", title: t("row"), isFigure: true, render: ({ row }) => row },
        {
          key: "problem",
          title: t("reason"),
          render: ({ problem }) =>
            problem === null ? (
              "●"
            ) : (
              <span className="imports__bad" data-quotes>
                ✕ {phrase(problem)}
              </span>
            ),
        },
        ...columns,
      ]}
    />
  );
}
