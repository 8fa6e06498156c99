import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { DeviceImport } from "./devices-api.ts";
import { importText } from "./import-text.ts";

/** More than these nobody mends in one go; the next check shows the rest. */
const mostShown = 500;

/** What is wrong with a workbook, by sheet, row and column. */
export function ImportNotes({
  title,
  notes,
}: {
  readonly title: string;
  readonly notes: DeviceImport["problems"];
}) {
  const t = useText(importText);
  const phrase = usePhrase();
  return (
    <Panel
      title={title}
      note={notes.length > mostShown ? t("more", { count: notes.length - mostShown }) : undefined}
    >
      <FigureTable
        label={title}
        isTall
        rows={notes.slice(0, mostShown)}
        rowKey={(_, index) => String(index)}
        columns={[
          { key: "sheet", title: t("sheet"), render: (note) => t(note.sheet) },
          { key: "row", title: t("row"), isFigure: true, render: (note) => note.row },
          { key: "column", title: t("column"), render: (note) => phrase(note.column) },
          { key: "what", title: t("problem"), render: (note) => <span data-quotes="">{phrase(note)}</span> },
        ]}
      />
    </Panel>
  );
}
