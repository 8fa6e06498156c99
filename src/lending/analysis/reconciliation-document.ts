import type { Language } from "#kernel";
import type { DocumentBlock, ExportCell, ExportTable, PrintedDocument } from "#report";
import { formatGroupedYuan, fractionOf } from "#kernel";
import type { Reconciliation } from "../book/book-reads.ts";
import { reconciliationTables, wordsOf } from "./book-tables.ts";

/** The reconciliation report (对账报告) of a delivery for paper. */
export function reconciliationDocument(
  found: Reconciliation,
  bank: { readonly name: string; readonly isSimulated: boolean },
  language: Language,
): PrintedDocument {
  const t = wordsOf(language);
  const { delivery, loans, differences } = found;
  const [totals, list] = reconciliationTables(found, language);
  const blocks: DocumentBlock[] = [
    {
      kind: "facts",
      items: [
        { label: t("asOf"), value: delivery.businessDate, source: null },
        { label: t("deliveryNumber"), value: String(delivery.number), source: null },
        { label: t("loansCompared"), value: String(loans), source: null },
        { label: t("differences"), value: String(differences.length), source: null },
      ],
    },
    { kind: "heading", level: 2, text: t("totals") },
    tableBlock(totals),
    { kind: "heading", level: 2, text: t("differences") },
    differences.length === 0 ? { kind: "paragraph", text: t("noDifferences") } : tableBlock(list),
    { kind: "heading", level: 2, text: t("receivedFiles") },
    {
      kind: "table",
      caption: null,
      columns: [
        { title: t("file"), align: "left" },
        { title: t("rows"), align: "right" },
        { title: "SHA-256", align: "left" },
      ],
      rows: delivery.files.map((file) => [file.name, String(file.rows), file.sha256]),
    },
    { kind: "signatures", parties: [t("signer")] },
  ];
  return {
    language,
    title: t("reconciliation"),
    subtitle: delivery.businessDate,
    issuer: bank.name,
    issuedOn: delivery.businessDate,
    simulated: bank.isSimulated,
    footer: t("ownData"),
    blocks,
  };
}

function tableBlock(table: ExportTable | undefined): DocumentBlock {
  const { columns = [], rows = [] } = table ?? {};
  return {
    kind: "table",
    caption: null,
    columns: columns.map((title, index) => ({
      title,
      align: rows.some((row) => typeof row[index] === "object" && row[index] !== null) ? "right" : "left",
    })),
    rows: rows.map((row) => row.map(printed)),
  };
}

function printed(cell: ExportCell): string {
  if (cell === null) return "";
  if (typeof cell !== "object") return String(cell);
  return "fen" in cell ? formatGroupedYuan(cell.fen) : `${(fractionOf(cell.ppm) * 100).toFixed(2)}%`;
}
