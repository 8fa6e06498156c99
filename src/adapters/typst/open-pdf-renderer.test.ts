import { afterAll, describe, expect, it } from "vitest";
import type { DocumentBlock, PrintedDocument } from "#report";
import { openPdfRenderer } from "./open-pdf-renderer.ts";

const renderer = await openPdfRenderer();
afterAll(() => renderer.close());

describe("openPdfRenderer", { timeout: 60_000 }, () => {
  it("gives the same bytes for the same document, also from another thread", async () => {
    const other = await openPdfRenderer();
    const document = documentOf([{ kind: "paragraph", text: "营运资金量 4,021,111.11 元 [1]" }]);
    const first = await renderer.render(document);
    const second = await renderer.render(document);
    const third = await other.render(document);
    await other.close();
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, third)).toBe(0);
    expect(metadataDates(first)).toEqual(["D:20200221000000Z", "D:20200221000000Z"]);
  });

  it.each(hostileTexts())("prints $name as it stands, never as markup", async ({ text }) => {
    const pdf = await renderer.render(documentOf([{ kind: "heading", level: 1, text }]));
    expect(outlineTitles(pdf)).toEqual([text]);
  });

  it("takes hostile text in every place a document has for text", async () => {
    for (const { text } of hostileTexts()) {
      const document = documentOf(everyBlock(text));
      const pdf = await renderer.render({
        ...document,
        title: text,
        subtitle: text,
        issuer: text,
        footer: text,
      });
      expect(pageCount(pdf)).toBeGreaterThan(0);
    }
  });

  it("keeps lines apart, and breaks 10,000 characters without a space over lines and pages", async () => {
    const text = `第一行\n第二行 ${"x9".repeat(5_000)}`;
    const pdf = await renderer.render(documentOf(everyBlock(text)));
    expect(pageCount(pdf)).toBeGreaterThan(3);
  });

  it("lets a table of a thousand rows run over pages, with totals", async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => [`客户${index}`, "1,234.56"]);
    const columns = [
      { title: "客户", align: "left" },
      { title: "金额", align: "right" },
    ] as const;
    const table = {
      kind: "table",
      caption: "表 1",
      columns,
      rows,
      totals: ["合计", "1,234,560.00"],
    } as const;
    const pdf = await renderer.render(documentOf([table]));
    expect(pageCount(pdf)).toBeGreaterThan(15);
  });

  it("says why a document could not be set, and sets the next one", async () => {
    const broken = documentOf([{ kind: "chart", caption: "图 1", svg: "this is no drawing" }]);
    await expect(renderer.render(broken)).rejects.toMatchObject({ code: "TYPST_RENDER_FAILED" });
    const pdf = await renderer.render(documentOf([{ kind: "paragraph", text: "好" }]));
    expect(pageCount(pdf)).toBe(1);
  });
});

function documentOf(blocks: readonly DocumentBlock[]): PrintedDocument {
  return {
    language: "zh",
    title: "企业生存状态尽职调查报告",
    subtitle: null,
    issuedOn: "2020-02-21",
    simulated: true,
    footer: "风险评价结果，仅供本行授信决策",
    blocks,
  };
}

function hostileTexts(): readonly { readonly name: string; readonly text: string }[] {
  return [
    { name: "code", text: '试#panic("x") #read("/etc/passwd") #{1+1}' },
    { name: "formulas and emphasis", text: "试$x^2$ *bold* _low_ `raw` = head - item + item / term" },
    {
      name: "references and comments",
      text: "试@ref <label> // comment /* more */ https://example.org ~ ---",
    },
    { name: "quotes and escapes", text: "\"double\" 'single' \\u{41} \\n \\ \\\\ “中文” ]] }} ))" },
    { name: "what means something in JSON and PDF", text: '试{"a": null} (D:2020) << /Title >> %%EOF' },
  ];
}

function everyBlock(text: string): readonly DocumentBlock[] {
  const columns = [
    { title: text.slice(0, 300), align: "left" },
    { title: "金额", align: "right" },
  ] as const;
  return [
    { kind: "heading", level: 2, text },
    { kind: "paragraph", text, sources: ["[1]"] },
    { kind: "list", items: [text] },
    { kind: "facts", items: [{ label: text.slice(0, 200), value: text, source: "[1]" }] },
    { kind: "table", caption: text.slice(0, 300), columns, rows: [[text, "1.00"]], totals: ["", "1.00"] },
    { kind: "sources", caption: null, columns, rows: [{ mark: "1", cells: [text] }] },
    { kind: "notice", text },
    { kind: "writing", label: text.slice(0, 300), lines: 2 },
    { kind: "signatures", parties: [text.slice(0, 300)] },
  ];
}

/** Headings are in the outline of a PDF letter by letter; those with a Chinese character as UTF-16. */
function outlineTitles(pdf: Uint8Array): string[] {
  const text = Buffer.from(pdf).toString("latin1");
  const titles = text.matchAll(
    /\/Parent \d+ 0 R\s+(?:\/(?:Prev|Next) \d+ 0 R\s+)*\/Title <FEFF([0-9A-F]*)>/g,
  );
  return [...titles].map(([, hex]) => utf16(hex ?? ""));
}

function utf16(hex: string): string {
  return Buffer.from(hex, "hex").swap16().toString("utf16le");
}

function pageCount(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString("latin1")
      .match(/\/Type \/Page\b(?!s)/g)?.length ?? 0
  );
}

function metadataDates(pdf: Uint8Array): string[] {
  const text = Buffer.from(pdf).toString("latin1");
  return [...text.matchAll(/\/(?:ModDate|CreationDate) \((D:\d+Z)\)/g)].map(([, date]) => date ?? "");
}
