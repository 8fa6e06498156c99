import { hash } from "node:crypto";
import { formatYuan } from "#kernel";
import { lendingFaults } from "../errors.ts";
import type { DeliveredFile, ReadDelivery, SentFile } from "./delivery.ts";
import type { FindingList } from "./finding.ts";
import { controlColumns, type LoanFileKind, loanFileLayouts } from "./loan-file-columns.ts";
import { type LoanFileMapping, readLoanFileMapping } from "./loan-file-mapping.ts";
import { decodeTable, readLoanTable, type RowValues } from "./read-loan-table.ts";

/**
 * Reads the files of a delivery and holds each against the control file: presence, rows, totals.
 * @param keptMapping  of the bank's last delivery, for one without `mapping.json`
 * @returns null when findings keep it from being read as a delivery at all
 * @throws LENDING_DELIVERY_EMPTY, LENDING_MAPPING_MALFORMED
 */
export function readDelivery(
  sent: readonly SentFile[],
  keptMapping: LoanFileMapping,
  findings: FindingList,
): ReadDelivery | null {
  if (sent.length === 0) throw lendingFaults.fault("LENDING_DELIVERY_EMPTY");
  const mappingFile = sent.find(({ name }) => name.toLowerCase() === "mapping.json");
  const mapping =
    mappingFile === undefined ? keptMapping : readLoanFileMapping(decodeTable(mappingFile.bytes));
  const control = readControl(sent, mapping, findings);
  if (control === null) return null;
  const files: Partial<Record<LoanFileKind, DeliveredFile>> = {};
  for (const layout of loanFileLayouts) {
    const lines = control.lines.filter(({ values }) => values["kind"] === layout.label);
    const name = lines[0]?.values["file"] ?? "";
    const file = sent.find((one) => one.name === name);
    if (lines.length === 0 || file === undefined) {
      const expected = lines.length === 0 ? layout.label : name;
      const place = lines.length === 0 ? control.file : layout.label;
      findings.add({ code: "missingFile", file: place, row: null, field: null, expected, found: "" });
      continue;
    }
    const source = { file: name, label: layout.label, bytes: file.bytes };
    const table = readLoanTable(source, layout.columns, mapping, findings);
    checkCount(name, lines[0]?.values ?? {}, table.rowCount, findings);
    const totals = layout.totals.map((key) => {
      const header = layout.columns.find((column) => column.key === key)?.header ?? key;
      const fen = table.rows.reduce((sum, { values }) => sum + BigInt(values[key] ?? "0"), 0n);
      const line = lines.find(({ values }) => values["total"] === header);
      checkTotal({ file: name, header, control: control.file }, line?.values["sum"] ?? null, fen, findings);
      return { name: header, fen };
    });
    const { length } = file.bytes;
    const sha256 = hash("sha256", file.bytes, "hex");
    files[layout.kind] = { kind: layout.kind, name, sha256, bytes: length, rows: table.rows, totals };
  }
  const { contracts, schedules, repayments, classes, accounts } = files;
  if (!contracts || !schedules || !repayments || !classes || !accounts) return null;
  const { businessDate, previousDate, number } = control;
  const sha256 = hashOfDelivery(sent);
  const whole = { contracts, schedules, repayments, classes, accounts };
  return { businessDate, previousDate, number, sha256, mapping, files: whole };
}

/** One hash for all bytes of a delivery, whatever the order in which its files came. */
export function hashOfDelivery(sent: readonly SentFile[]): string {
  const lines = sent.map(({ name, bytes }) => `${hash("sha256", bytes, "hex")} ${name}`).sort();
  return hash("sha256", lines.join("\n"), "hex");
}

interface ControlLine {
  readonly row: number;
  readonly values: RowValues;
}

interface Control {
  readonly file: string;
  readonly businessDate: string;
  readonly previousDate: string | null;
  readonly number: number;
  readonly lines: readonly ControlLine[];
}

/** The control file's lines; each must say the same day and delivery number. */
function readControl(
  sent: readonly SentFile[],
  mapping: LoanFileMapping,
  findings: FindingList,
): Control | null {
  const file = sent.find(({ name }) => /^(control|控制)/i.test(name));
  if (file === undefined) {
    const found = sent.map(({ name }) => name).join(" ");
    findings.add({
      code: "missingFile",
      file: "控制",
      row: null,
      field: null,
      expected: "control.csv",
      found,
    });
    return null;
  }
  const source = { file: file.name, label: "控制", bytes: file.bytes };
  const before = findings.all.length;
  const lines = readLoanTable(source, controlColumns, mapping, findings).rows;
  const [first] = lines;
  if (first === undefined) {
    if (findings.all.length === before) {
      findings.add({
        code: "missingFile",
        file: file.name,
        row: null,
        field: null,
        expected: "6",
        found: "0",
      });
    }
    return null;
  }
  for (const line of lines) {
    for (const key of ["businessDate", "previousDate", "deliveryNumber"] as const) {
      const expected = first.values[key] ?? "";
      const found = line.values[key] ?? "";
      if (expected === found) continue;
      const field = controlColumns.find((column) => column.key === key)?.header ?? key;
      findings.add({ code: "malformed", file: file.name, row: line.row, field, expected, found });
    }
  }
  return {
    file: file.name,
    businessDate: first.values["businessDate"] ?? "",
    previousDate: first.values["previousDate"] ?? null,
    number: Number(first.values["deliveryNumber"]),
    lines,
  };
}

function checkCount(file: string, line: RowValues, found: number, findings: FindingList): void {
  const expected = Number(line["rows"]);
  if (expected === found) return;
  findings.add({
    code: "wrongCount",
    file,
    row: null,
    field: "行数",
    expected: String(expected),
    found: String(found),
  });
}

function checkTotal(
  place: { readonly file: string; readonly header: string; readonly control: string },
  stated: string | null,
  found: bigint,
  findings: FindingList,
): void {
  const { file, header, control } = place;
  if (stated === null) {
    findings.add({
      code: "missingTotal",
      file: control,
      row: null,
      field: header,
      expected: file,
      found: "",
    });
  } else if (BigInt(stated) !== found) {
    findings.add({
      code: "wrongTotal",
      file,
      row: null,
      field: header,
      expected: formatYuan(BigInt(stated)),
      found: formatYuan(found),
    });
  }
}
