import type { DocumentBlock, DocumentColumn, PrintedDocument } from "#report";

/** What the layout `document.typ` reads; every text has been made printable. */
export interface Printable {
  readonly language: "zh" | "en";
  readonly product: string;
  readonly title: string;
  /** The title as the head of every page has room for it. */
  readonly runningTitle: string;
  readonly subtitle: string | null;
  readonly issuer: string | null;
  readonly date: string | null;
  readonly simulated: boolean;
  readonly footer: string;
  readonly words: { readonly simulated: string; readonly signature: readonly string[] };
  /** The marks that have a line in the table of sources, so that only those become links. */
  readonly marks: readonly string[];
  readonly blocks: readonly unknown[];
}

const WORDS = {
  zh: { product: "试金石", simulated: "模拟数据", signature: ["签字人", "盖章", "日期"] },
  en: { product: "Touchstone", simulated: "Simulated data", signature: ["Signatory", "Seal", "Date"] },
} as const;
const RUNNING_TITLE_LENGTH = 60;

/** Makes a document ready for the layout: no control characters, and no word so long that it leaves its column. */
export function makePrintable(document: PrintedDocument): Printable {
  const words = WORDS[document.language];
  const title = clean(document.title);
  return {
    language: document.language,
    product: words.product,
    title,
    runningTitle: title.length > RUNNING_TITLE_LENGTH ? `${title.slice(0, RUNNING_TITLE_LENGTH)}…` : title,
    subtitle: document.subtitle === null ? null : clean(document.subtitle),
    issuer: document.issuer === undefined ? null : clean(document.issuer),
    date: document.issuedOn ?? null,
    simulated: document.simulated,
    footer: clean(document.footer),
    words: { simulated: words.simulated, signature: words.signature },
    marks: document.blocks.flatMap((block) =>
      block.kind === "sources" ? block.rows.map(({ mark }) => mark) : [],
    ),
    blocks: document.blocks.map(printBlock),
  };
}

function printBlock(block: DocumentBlock): unknown {
  switch (block.kind) {
    case "heading":
    case "notice":
      return { ...block, text: clean(block.text) };
    case "paragraph":
      return { ...block, text: clean(block.text), marks: (block.sources ?? []).join("") };
    case "list":
      return { ...block, items: block.items.map(clean) };
    case "facts":
      return {
        ...block,
        items: block.items.map(({ label, value, source }) => ({
          label: clean(label),
          value: clean(value),
          source,
        })),
      };
    case "table":
      return {
        kind: "table",
        caption: block.caption === null ? null : clean(block.caption),
        columns: block.columns.map((column, place) => printColumn(column, hasMarks(block.rows, place))),
        rows: block.rows.map((row) => row.map(clean)),
        totals: block.totals?.map(clean) ?? null,
        anchors: null,
      };
    case "sources":
      return {
        kind: "table",
        caption: block.caption === null ? null : clean(block.caption),
        columns: block.columns.map((column) => printColumn(column, false)),
        rows: block.rows.map(({ mark, cells }) => [`[${mark}]`, ...cells.map(clean)]),
        totals: null,
        anchors: block.rows.map(({ mark }) => mark),
      };
    case "chart":
      return { ...block, caption: clean(block.caption) };
    case "writing":
      return { ...block, label: clean(block.label) };
    case "signatures":
      return { ...block, parties: block.parties.map(clean) };
    case "pageBreak":
      return block;
  }
}

/** `hangs`: the marks of a column of figures stand in room of their own. */
function printColumn({ title, align, share }: DocumentColumn, isMarked: boolean): unknown {
  return { title: clean(title), align, share: share ?? null, hangs: isMarked && align === "right" };
}

function hasMarks(rows: readonly (readonly string[])[], place: number): boolean {
  return rows.some((row) => /\[\d/.test(row[place] ?? ""));
}

/** A run of characters that no line would be broken in, longer than any column is wide. */
const LONG_RUN = /[!-~]{25,}/g;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029\ufeff]/g;

function clean(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, " ")
    .replace(LONG_RUN, (run) => run.replace(/.{8}(?=.)/g, "$&\u200b"));
}
