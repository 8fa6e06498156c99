import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { type SimulatedPilot, simulatePilot } from "#simulate";

/** The files that a bank and a platform bring, with what was done to some of them. */
export interface PilotFiles {
  readonly pilot: SimulatedPilot;
  readonly directory: string;
  /** A statement of which one balance was changed after the bank wrote it. */
  readonly edited: {
    readonly file: string;
    readonly code: string;
    readonly was: string;
    readonly is: string;
  };
  /** A tax bureau workbook, counted here without the program. */
  readonly workbook: { readonly file: string; readonly lines: number; readonly invoices: number };
  /** The second day's delivery with a control total that its rows do not have. */
  readonly wrongDelivery: { readonly folder: string; readonly stated: string; readonly counted: string };
  /** A file that is there twice under two names. */
  readonly twice: string;
}

/** Simulates a pilot of forty enterprises into a folder and spoils some of its files. */
export async function preparePilotFiles(directory: string): Promise<PilotFiles> {
  const pilot = await simulatePilot({
    seed: "pilot-1",
    borrowers: 30,
    prospects: 10,
    months: 28,
    endDay: "2026-10-31",
    deliveries: 7,
    platformCode: "platform",
    directory,
    truthFile: null,
    onProgress: () => undefined,
  });
  const data = join(directory, "data");
  const names = await readdir(data);
  const named = (pattern: RegExp): string => {
    const found = names.find((name) => pattern.test(name));
    if (found === undefined) throw new Error(`The pilot has no file like ${String(pattern)}`);
    return found;
  };
  const statement = named(/_工行流水\.csv$/);
  const twice = named(/_建行流水\.xlsx$/);
  await cp(join(data, twice), join(data, twice.replace(".xlsx", "_副本.xlsx")));
  return {
    pilot,
    directory,
    edited: { ...(await editBalance(join(data, statement))), file: statement, code: statement.slice(0, 4) },
    workbook: await countWorkbook(data, named(/_信息汇总表\.xlsx$/)),
    wrongDelivery: await misstateTotal(pilot.deliveries[1] ?? "", join(directory, "wrong-delivery")),
    twice,
  };
}

/** Adds ten thousand to one balance in the middle of the last year, as somebody would to look better. */
async function editBalance(path: string): Promise<{ was: string; is: string }> {
  const lines = (await readFile(path, "utf8")).split("\n");
  const balanceAt = lines[0]?.split(",").indexOf("余额") ?? -1;
  const row = lines.findIndex((line) => line.includes(",2026-05-"));
  const cells = (lines[row] ?? "").split(",");
  const was = cells[balanceAt] ?? "";
  const is = (Number(was) + 10_000).toFixed(2);
  cells[balanceAt] = is;
  lines[row] = cells.join(",");
  await writeFile(path, lines.join("\n"));
  return { was, is };
}

async function countWorkbook(data: string, file: string): Promise<PilotFiles["workbook"]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(data, file));
  const sheet = workbook.worksheets[0];
  const numbers = sheet?.getColumn(4).values.slice(2) ?? [];
  return { file, lines: numbers.length, invoices: new Set(numbers).size };
}

async function misstateTotal(delivery: string, folder: string): Promise<PilotFiles["wrongDelivery"]> {
  await cp(delivery, folder, { recursive: true });
  const path = join(folder, "control.csv");
  const control = await readFile(path, "utf8");
  const counted = /accounts\.csv.*期末余额,([\d.]+)/.exec(control)?.[1] ?? "";
  const stated = (Number(counted) + 1000).toFixed(2);
  await writeFile(path, control.replace(`期末余额,${counted}`, `期末余额,${stated}`));
  return { folder, stated, counted };
}

/** Every file of a folder, to be dropped. */
export async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).map((name) => join(folder, name));
}
