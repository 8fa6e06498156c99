import type { BusinessDay } from "#kernel";

/**
 * A document for paper, in the language of its reader, as blocks: what a PDF is made of. Every figure that a person
 * may question carries the mark of its source, and the sources stand at the end.
 */
export interface PrintedDocument {
  readonly language: "zh" | "en";
  readonly title: string;
  readonly subtitle: string | null;
  /** Who gives the document out, above the title; for example the bank's name. */
  readonly issuer?: string;
  /** Date in the metadata of the PDF; without one it has none. */
  readonly issuedOn?: BusinessDay;
  /** Prints 模拟数据 on every page. */
  readonly simulated: boolean;
  /** In the foot of every page, beside the page number; for example 风险评价结果,仅供本行授信决策. */
  readonly footer: string;
  readonly blocks: readonly DocumentBlock[];
}

export type DocumentBlock =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string; readonly sources?: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "facts"; readonly items: readonly DocumentFact[] }
  | {
      readonly kind: "table";
      readonly caption: string | null;
      readonly columns: readonly DocumentColumn[];
      readonly rows: readonly (readonly string[])[];
      /** Printed bold under the rows. */
      readonly totals?: readonly string[];
    }
  | { readonly kind: "chart"; readonly caption: string; readonly svg: string }
  /** Where the marks lead: a mark `[3]` in any text becomes a link to the row with mark `3`. */
  | {
      readonly kind: "sources";
      readonly caption: string | null;
      /** The first column is the mark's, then one for each cell. */
      readonly columns: readonly DocumentColumn[];
      readonly rows: readonly { readonly mark: string; readonly cells: readonly string[] }[];
    }
  | { readonly kind: "notice"; readonly text: string }
  /** Empty lines to write on by hand. */
  | { readonly kind: "writing"; readonly label: string; readonly lines: number }
  /** Lines to be signed by hand: party, signatory, seal, date. */
  | { readonly kind: "signatures"; readonly parties: readonly string[] }
  | { readonly kind: "pageBreak" };

export interface DocumentFact {
  readonly label: string;
  readonly value: string;
  /** Mark of the source, for example `[3]`; null where the line is no figure. */
  readonly source: string | null;
}

export interface DocumentColumn {
  readonly title: string;
  readonly align: "left" | "right" | "center";
  /** Share of the width, 0 to 1; without one, figures take what they need and words share what is left. */
  readonly share?: number;
}

/**
 * Port to what makes a PDF of it. Rendering runs off the main thread, is deterministic for the same document and
 * version, needs no network and brings its own Chinese font.
 */
export interface PdfRenderer {
  /** @throws TYPST_RENDER_FAILED */
  render(document: PrintedDocument): Promise<Uint8Array>;
  close(): Promise<void>;
}
