import { Fault } from "#kernel";
import { assignOwner } from "./assign-owner.ts";
import type { Container, PartContent } from "./container.ts";
import { collectFaults } from "./errors.ts";
import { isDataFileName } from "./file-name.ts";
import type { ReadContent } from "./file-to-read.ts";
import { findHeader } from "./find-header.ts";
import { invoiceFileColumns, readInvoiceOfd, readInvoiceXml } from "./invoice-file.ts";
import { readSheets } from "./read-sheets.ts";
import { readText } from "./read-text.ts";
import { readWorkbook } from "./read-workbook.ts";
import { TableReader } from "./table-reader.ts";
import { InflationBudget, type OpenedZip, openZip, readEntry, type ZipEntry } from "./zip-entries.ts";

type InvoiceLines = (readonly string[])[];

/** Whether content is a zip, as workbooks and OFD files are. */
export function isArchive(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/** Whether content is XML. */
export function isXml(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 256)).toString("latin1");
  return /^(\xef\xbb\xbf)?\s*<(\?xml|(?:\w+:)?EInvoice)/i.test(start);
}

/**
 * Reads a workbook, an XML or OFD invoice, or a zip of files. Invoices of a zip become one table, a line a row.
 * @param xml  the content where it is XML, as far as it may be read
 * @param length  bytes of the content
 */
export async function readContainer(
  container: Container,
  xml: Buffer | null,
  length: number,
): Promise<ReadContent> {
  const { file, limits } = container;
  const lines: InvoiceLines = [];
  const parts: PartContent[] = [];
  try {
    if (xml === null) {
      const budget = new InflationBudget(container.bytes, limits);
      const zip = await openZip(file.path, budget, limits);
      try {
        parts.push(...(await readArchive(container, zip, null, lines, budget)));
      } finally {
        zip.close();
      }
    } else if (length > limits.xmlBytes) {
      parts.push(
        failed(file.name, collectFaults.fault("COLLECT_XML_DAMAGED", { reason: `${length} bytes` })),
      );
    } else {
      lines.push(...readInvoiceXml(xml, file.name));
    }
  } catch (cause) {
    parts.push(failed(file.name, cause));
  }
  if (lines.length > 0) parts.unshift(await readInvoiceLines(container, lines));
  return summarise(parts);
}

/** @param within  name of the zip's entry that this archive is; null for the file itself */
async function readArchive(
  container: Container,
  zip: OpenedZip,
  within: string | null,
  lines: InvoiceLines,
  budget: InflationBudget,
): Promise<PartContent[]> {
  const has = (pattern: RegExp): boolean => zip.entries.some(({ name }) => pattern.test(name));
  if (has(/^xl\/workbook\.xml$/i)) return await readSheets(container, await readWorkbook(zip), within);
  if (has(/(^|\/)OFD\.xml$/i)) {
    lines.push(...(await readInvoiceOfd(zip, within ?? container.file.name)));
    return [];
  }
  if (within !== null) return [failed(within, collectFaults.fault("COLLECT_NOT_A_DATA_FILE"))];
  const parts: PartContent[] = [];
  for (const entry of zip.entries.filter(({ name }) => isDataFileName(name))) {
    try {
      parts.push(...(await readPart(container, entry, lines, budget)));
    } catch (cause) {
      parts.push(failed(entry.name, cause));
      if (cause instanceof Fault && cause.code === "COLLECT_INFLATES_TOO_FAR") break;
    }
  }
  if (parts.length + lines.length === 0) throw collectFaults.fault("COLLECT_NOTHING_IN_ZIP");
  return parts;
}

async function readPart(
  container: Container,
  entry: ZipEntry,
  lines: InvoiceLines,
  budget: InflationBudget,
): Promise<PartContent[]> {
  const { file, known, limits, sink, bytes } = container;
  const content = await readEntry(entry);
  if (isXml(content)) {
    if (content.length > limits.xmlBytes) throw tooLongXml(content.length);
    lines.push(...readInvoiceXml(content, entry.name));
    return [];
  }
  if (isArchive(content)) {
    const zip = await openZip(content, budget, limits);
    try {
      return await readArchive(container, zip, entry.name, lines, budget);
    } finally {
      zip.close();
    }
  }
  const opened = {
    // A file in a zip is named after itself where its name says whose it is.
    file: { ...file, name: entry.name },
    part: entry.name,
    source: { problem: null, consumedBytes: 0 },
    chunks: nothing(),
    head: content,
    bytes,
  };
  return [{ part: entry.name, ...(await readText(opened, known, limits, sink)) }];
}

/** The lines of XML and OFD invoices, as a table with the tax bureau's header. */
async function readInvoiceLines(container: Container, lines: InvoiceLines): Promise<PartContent> {
  const { file, known, limits, sink } = container;
  const header = [{ columns: invoiceFileColumns, delimiter: "," }];
  const found = findHeader(header, "utf-8", file.mapping, known, limits);
  if (found.kind === "problem") return { part: file.name, layout: null, rows: 0, fault: found.fault };
  const table = assignOwner(found.layout, file, () => lines, null);
  const reader = new TableReader(table, limits, sink);
  for (const [i, cells] of lines.entries()) await reader.pushCells(cells, i + 2);
  await reader.finish(false);
  return { part: file.name, layout: table.layout, rows: reader.rows, fault: null };
}

function tooLongXml(bytes: number): Fault {
  return collectFaults.fault("COLLECT_XML_DAMAGED", { reason: `${bytes} bytes` });
}

function failed(part: string, cause: unknown): PartContent {
  if (cause instanceof Fault) return { part, layout: null, rows: 0, fault: cause };
  const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "?";
  const fault = collectFaults.fault("COLLECT_UNREADABLE", { reason, rows: 0 }, cause);
  return { part, layout: null, rows: 0, fault };
}

function summarise(parts: readonly PartContent[]): ReadContent {
  const layout = parts.find((part) => part.layout !== null)?.layout ?? null;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const ignored = parts.filter(({ fault }) => fault !== null);
  const [first] = ignored;
  if (first === undefined || first.fault === null) return { layout, rows, fault: null };
  if (parts.length === 1) return { layout, rows, fault: first.fault };
  const reason = `${first.fault.sentence("zh")} / ${first.fault.sentence("en")}`;
  const figures = { ignored: ignored.length, part: first.part, reason };
  return { layout, rows, fault: collectFaults.fault("COLLECT_PARTS_IGNORED", figures, first.fault) };
}

// oxlint-disable-next-line require-yield
async function* nothing(): AsyncGenerator<Uint8Array> {
  return;
}
