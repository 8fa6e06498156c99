/** An invoice as it will be written; amounts are whole fen, well inside what a number holds exactly. */
export interface SimulatedInvoice {
  readonly number: number;
  /** Index into the simulated days. */
  readonly day: number;
  readonly counterparty: string;
  readonly netFen: number;
  readonly taxFen: number;
  readonly isVoid: boolean;
}

export type Direction = "sales" | "purchase";

export const invoiceHeader: Readonly<Record<Direction, string>> = {
  sales: "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态",
  purchase: "企业代号,发票号码,开票日期,销方单位代号,金额,税额,价税合计,发票状态",
};

/** One line of the e-invoice export, without a line break. The day is written as Y/M/D without leading zeros. */
export function invoiceLine(code: string, day: string, invoice: SimulatedInvoice): string {
  const { number, counterparty, netFen, taxFen, isVoid } = invoice;
  const status = isVoid ? "作废发票" : "有效发票";
  const amounts = `${exportedYuan(netFen)},${exportedYuan(taxFen)},${exportedYuan(netFen + taxFen)}`;
  return `${code},${number},${day},${counterparty},${amounts},${status}`;
}

/** Yuan as the export writes it: at least one decimal and no more than needed, `-943.4`, `1000.0`. */
export function exportedYuan(fen: number): string {
  const magnitude = Math.abs(fen);
  const decimals = String(magnitude % 100).padStart(2, "0");
  return `${fen < 0 ? "-" : ""}${Math.floor(magnitude / 100)}.${decimals.endsWith("0") ? decimals.charAt(0) : decimals}`;
}
