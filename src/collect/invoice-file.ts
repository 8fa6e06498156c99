import { XMLParser, XMLValidator } from "fast-xml-parser";
import { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import { type OpenedZip, readEntry } from "./zip-entries.ts";

/** Columns of the rows that an invoice file becomes: those of the tax bureau's workbook that mean something here. */
export const invoiceFileColumns = [
  "发票代码",
  "发票号码",
  "数电发票号码",
  "销方识别号",
  "销方名称",
  "购方识别号",
  "购买方名称",
  "开票日期",
  "货物或应税劳务名称",
  "规格型号",
  "单位",
  "数量",
  "单价",
  "金额",
  "税率",
  "税额",
  "价税合计",
  "发票状态",
  "对应蓝字发票号码",
  "备注",
  "来源文件",
] as const;
type InvoiceCells = Partial<Record<(typeof invoiceFileColumns)[number], string>>;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  htmlEntities: false,
  trimValues: true,
});

type Node = string | { readonly [name: string]: Node | readonly Node[] };

/**
 * The lines of an e-invoice (数电票) in XML, one row a line.
 * @param file  name of the file, which stands in every row
 * @throws COLLECT_XML_DAMAGED, COLLECT_NOT_AN_INVOICE
 */
export function readInvoiceXml(content: Buffer, file: string): readonly (readonly string[])[] {
  const tree = parseXml(content);
  const first = (...names: readonly string[]): string => {
    for (const name of names) {
      const found = findText(tree, name);
      if (found !== "") return found;
    }
    return "";
  };
  const number = first("InvoiceNumber", "EIid", "发票号码").replace(/\s/g, "");
  if (number === "") throw collectFaults.fault("COLLECT_NOT_AN_INVOICE", { missing: "EIid, InvoiceNumber" });
  const remark = first("Remark", "备注");
  const invoice: InvoiceCells = {
    ...(number.length === 20
      ? { 数电发票号码: number }
      : { 发票号码: number, 发票代码: first("InvoiceCode", "发票代码") }),
    销方识别号: first("SellerIdNum", "SellerTaxID", "销售方纳税人识别号"),
    销方名称: first("SellerName", "销售方名称"),
    购方识别号: first("BuyerIdNum", "BuyerTaxID", "购买方纳税人识别号"),
    购买方名称: first("BuyerName", "购买方名称"),
    开票日期: first("IssueTime", "RequestTime", "IssueDate", "开票日期"),
    对应蓝字发票号码: first(
      "OriginalInvoiceNumber",
      "OriginalInvoiceNo",
      "BlueInvoiceNumber",
      "对应蓝字发票号码",
    ),
    备注: remark,
    来源文件: file,
  };
  const totals = {
    net: first("TotalAmWithoutTax", "TaxExclusiveTotalAmount", "合计金额"),
    tax: first("TotalTaxAm", "TaxTotalAmount", "合计税额"),
    gross: first("TotalTax-includedAmount", "TaxInclusiveTotalAmount", "价税合计"),
  };
  const isRed = totals.gross.startsWith("-") || totals.net.startsWith("-");
  const status = first("InvoiceStatus", "发票状态") || (isRed ? "红字" : "正常");
  return linesOf(tree, totals).map((line) => {
    const cells: InvoiceCells = { ...invoice, ...line, 发票状态: status };
    return invoiceFileColumns.map((column) => cells[column] ?? "");
  });
}

/** The totals are what counts; lines that do not sum to them would make another invoice of it. */
function linesOf(
  tree: Node,
  totals: { readonly net: string; readonly tax: string; readonly gross: string },
): readonly InvoiceCells[] {
  const whole = { 金额: totals.net, 税额: totals.tax === "" ? "0" : totals.tax, 价税合计: totals.gross };
  const lines = findAll(tree, "IssuItemInformation");
  const cells = lines.map((line): InvoiceCells => {
    const text = (name: string): string => findText(line, name);
    return {
      货物或应税劳务名称: text("ItemName"),
      规格型号: text("SpecMod"),
      单位: text("MeaUnits"),
      数量: text("Quantity"),
      单价: text("UnPrice"),
      金额: text("Amount"),
      税率: text("TaxRate"),
      税额: text("ComTaxAm") === "" ? "0" : text("ComTaxAm"),
      价税合计: text("TotaltaxIncludedAmount"),
    };
  });
  const sum = (pick: (line: InvoiceCells) => string | undefined): number =>
    cells.reduce((total, line) => total + Math.round(Number(pick(line) ?? 0) * 100), 0);
  const agrees =
    cells.length > 0 &&
    sum((line) => line.金额) === Math.round(Number(totals.net) * 100) &&
    sum((line) => line.税额) === Math.round(Number(totals.tax === "" ? 0 : totals.tax) * 100);
  if (agrees) return cells;
  return [{ ...whole, 货物或应税劳务名称: cells[0]?.货物或应税劳务名称 ?? "" }];
}

/**
 * The lines of an e-invoice in OFD: from the XML attached to it, else from the data in its `OFD.xml`.
 * @throws COLLECT_OFD_PAGE_ONLY, and what reading a zip and `readInvoiceXml` throw
 */
export async function readInvoiceOfd(zip: OpenedZip, file: string): Promise<readonly (readonly string[])[]> {
  const attached = zip.entries.filter(
    ({ name }) =>
      /\.xml$/i.test(name) &&
      /attach|original|invoice|einvoice/i.test(name) &&
      !/attachments\.xml$/i.test(name),
  );
  for (const entry of attached) {
    try {
      return readInvoiceXml(await readEntry(entry), file);
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.code === "COLLECT_INFLATES_TOO_FAR") throw fault;
    }
  }
  const root = zip.entries.find(({ name }) => /(^|\/)OFD\.xml$/i.test(name));
  if (root === undefined) throw collectFaults.fault("COLLECT_OFD_PAGE_ONLY");
  const data = findAll(parseXml(await readEntry(root)), "CustomData");
  const tags = data.flatMap((tag): [string, string][] =>
    typeof tag === "object" && typeof tag["@Name"] === "string" ? [[tag["@Name"], textOf(tag)]] : [],
  );
  if (!tags.some(([name]) => name === "发票号码")) throw collectFaults.fault("COLLECT_OFD_PAGE_ONLY");
  const escaped = tags.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join("");
  return readInvoiceXml(Buffer.from(`<data>${escaped}</data>`, "utf8"), file);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function parseXml(content: Buffer): Node {
  const text = content.toString("utf8").replace(/^\ufeff/, "");
  // A document type may define entities that grow without end; no invoice has one.
  if (/<!DOCTYPE/i.test(text)) throw collectFaults.fault("COLLECT_XML_DAMAGED", { reason: "DOCTYPE" });
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    const { code, line } = verdict.err;
    throw collectFaults.fault("COLLECT_XML_DAMAGED", { reason: `${code}, ${line}` });
  }
  try {
    return parser.parse(text) as Node;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 80) : "?";
    throw collectFaults.fault("COLLECT_XML_DAMAGED", { reason }, cause);
  }
}

function childrenOf(node: Node): readonly (readonly [string, Node])[] {
  if (typeof node === "string") return [];
  return Object.entries(node).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly Node[]) : [value as Node]).map((one) => [name, one] as const),
  );
}

function textOf(node: Node): string {
  if (typeof node === "string") return node.trim();
  const own = node["#text"];
  return typeof own === "string" ? own.trim() : "";
}

/** Text of the first element of a name, wherever it stands; empty when there is none. */
function findText(node: Node, name: string): string {
  return (
    findAll(node, name)
      .map(textOf)
      .find((text) => text !== "") ?? ""
  );
}

function findAll(node: Node, name: string): readonly Node[] {
  return childrenOf(node).flatMap(([own, child]) => (own === name ? [child] : findAll(child, name)));
}
