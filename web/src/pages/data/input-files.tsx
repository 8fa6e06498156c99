import { Tooltip } from "antd";
import type { InputFile } from "../../api/types.ts";
import { formatCount } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { FileFindings } from "./file-findings.tsx";
import { totalsOf } from "./input-balance.tsx";
import { text } from "./text.ts";

/** Every input file: what it was recognised as, and what became of its rows. */
export function InputFiles({ files }: { readonly files: readonly InputFile[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const totals = totalsOf(files);
  const footer = [
    t("total"),
    "",
    formatCount(totals.read),
    formatCount(totals.stored),
    formatCount(totals.duplicates),
    formatCount(totals.quarantined),
    formatCount(files.reduce((sum, file) => sum + flaggedOf(file), 0)),
  ];
  return (
    <Panel title={t("files")} note={t("filesNote")}>
      <FigureTable
        label={t("files")}
        rows={files}
        rowKey={(row) => row.file}
        footer={footer}
        columns={[
          {
            key: "file",
            title: t("file"),
            render: (row) => (
              <>
                <span className="file-name" translate="no">
                  {row.file}
                </span>
                {row.problem !== null && (
                  <p className="file-problem" data-quotes>
                    ⚠ {phrase(row.problem)}
                  </p>
                )}
                <FileFindings file={row} />
              </>
            ),
          },
          {
            key: "layout",
            title: t("layout"),
            render: (row) => <Layout id={row.layout} />,
          },
          { key: "read", title: t("read"), isFigure: true, render: (row) => formatCount(row.read) },
          { key: "stored", title: t("stored"), isFigure: true, render: (row) => formatCount(row.stored) },
          {
            key: "duplicates",
            title: t("duplicates"),
            isFigure: true,
            render: (row) => formatCount(row.duplicates),
          },
          {
            key: "quarantined",
            title: t("quarantined"),
            isFigure: true,
            render: (row) => formatCount(row.quarantined),
          },
          { key: "flagged", title: t("flagged"), isFigure: true, render: (row) => <Flagged file={row} /> },
        ]}
      />
    </Panel>
  );
}

const layoutNames = {
  "enterprise-list": "layoutEnterprises",
  "invoices-purchase": "layoutPurchases",
  "invoices-sale": "layoutSales",
  "churn-table": "layoutChurn",
} as const;

/** What a file was recognised as; a mapping of the user's own keeps its name. */
function Layout({ id }: { readonly id: string }) {
  const t = useText(text);
  if (id === "ignored") return <span className="soft">{t("ignored")}</span>;
  if (Object.hasOwn(layoutNames, id)) return <span>{t(layoutNames[id as keyof typeof layoutNames])}</span>;
  return <code translate="no">{id}</code>;
}

function Flagged({ file }: { readonly file: InputFile }) {
  const t = useText(text);
  const note = t("flaggedNote", { sums: file.flagged.amountsDoNotAddUp, numbers: file.flagged.numberReused });
  return (
    <Tooltip title={note} trigger={["hover", "focus"]}>
      <button type="button" className="term">
        {formatCount(flaggedOf(file))}
      </button>
    </Tooltip>
  );
}

function flaggedOf(file: InputFile): number {
  return file.flagged.amountsDoNotAddUp + file.flagged.numberReused;
}
