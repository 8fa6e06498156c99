import type { Worksheet } from "exceljs";
import { deviceSheets, type DeviceTables, registryFaults, sheetNames, type SheetColumn } from "#registry";
import type { DeviceImport } from "./device-import.ts";

/** Largest sheet that is read: ten times what a province's district brings at once. */
const mostRows = 100_000;

/**
 * Reads the sheets of a workbook by their names, Chinese or English; others are passed over.
 * @throws REGISTRY_WORKBOOK when it is none, or far too large
 */
export async function readDeviceWorkbook(file: string, bytes: Uint8Array): Promise<DeviceTables> {
  // Loaded when first needed: the server starts without it.
  const { default: excel } = await import("exceljs");
  const workbook = new excel.Workbook();
  try {
    await workbook.xlsx.load(bytes.slice().buffer);
  } catch (cause) {
    throw registryFaults.fault("REGISTRY_WORKBOOK", { file }, cause);
  }
  const tableOf = (name: keyof typeof deviceSheets): readonly (readonly string[])[] => {
    const names: readonly string[] = [name, deviceSheets[name].zh];
    const sheet = workbook.worksheets.find((one) => names.includes(one.name.trim().toLowerCase()));
    return sheet === undefined ? [] : rowsOf(file, sheet);
  };
  return {
    enterprises: tableOf("enterprises"),
    sites: tableOf("sites"),
    elements: tableOf("elements"),
    meters: tableOf("meters"),
    collectors: tableOf("collectors"),
    claims: tableOf("claims"),
  };
}

/** An empty workbook with the sheets and columns, and an example in the second row of each but the first. */
export async function writeDeviceTemplate(): Promise<Buffer> {
  const { default: excel } = await import("exceljs");
  const workbook = new excel.Workbook();
  for (const name of sheetNames) {
    const { zh, columns }: { zh: string; columns: readonly SheetColumn[] } = deviceSheets[name];
    const sheet = workbook.addWorksheet(zh, { views: [{ state: "frozen", ySplit: 1 }] });
    sheet.addRow(columns.map((column) => column.zh));
    sheet.getRow(1).font = { bold: true };
    sheet.columns.forEach((column) => {
      column.width = 16;
      // Text, so that a code such as 0012 keeps its zeros and a day stays as it is typed.
      column.numFmt = "@";
    });
    columns.forEach(({ isRequired, example }, index) => {
      const cell = sheet.getCell(1, index + 1);
      if (isRequired) cell.fill = requiredFill;
      if (example !== "") cell.note = example;
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The one-time codes and the owners' links that an import made: shown once, to be handed over. */
export async function writeCodesWorkbook(
  made: Pick<DeviceImport, "codes" | "invitations">,
  server: string,
): Promise<Buffer> {
  const { default: excel } = await import("exceljs");
  const workbook = new excel.Workbook();
  const codes = workbook.addWorksheet("登记码 codes", { views: [{ state: "frozen", ySplit: 1 }] });
  codes.addRow(["企业代码", "采集器", "采集器编号", "采集要素", "一次性登记码", "有效至", "登记命令"]);
  for (const one of made.codes) {
    const until = new Date(one.expiresAtMs + 8 * 3_600_000).toISOString().slice(0, 10);
    const command = `touchstone collector enrol --config collector.json --server ${server} --code ${one.code}`;
    codes.addRow([
      one.enterprise,
      one.collector,
      one.collectorId,
      one.elements.join("; "),
      one.code,
      until,
      command,
    ]);
  }
  const owners = workbook.addWorksheet("企业主 owners", { views: [{ state: "frozen", ySplit: 1 }] });
  owners.addRow(["企业代码", "企业名称", "企业主", "机构代码", "一次性登录地址"]);
  for (const one of made.invitations) {
    owners.addRow([one.code, one.name, one.ownerName, one.partyCode, `${server}/login#token=${one.token}`]);
  }
  for (const sheet of [codes, owners]) {
    sheet.getRow(1).font = { bold: true };
    sheet.columns.forEach((column) => {
      column.width = 24;
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const requiredFill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFF7D6" } } as const;

function rowsOf(file: string, sheet: Worksheet): readonly (readonly string[])[] {
  if (sheet.rowCount > mostRows) throw registryFaults.fault("REGISTRY_WORKBOOK", { file });
  const rows: string[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => {
      const { value } = cell;
      cells.push(value instanceof Date ? value.toISOString().slice(0, 10) : cell.text.trim());
    });
    rows.push(cells);
  });
  return rows;
}
