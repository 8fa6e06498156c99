import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import {
  type BusinessDay,
  type ReportProgress,
  addDays,
  addMonths,
  daysBetween,
  firstDayOf,
  formatWan,
  monthOf,
} from "#kernel";
import { datasetFile, describeDataset } from "../dataset.ts";
import { churnTable, truthTable } from "../enterprise-list.ts";
import { exportLines } from "../export-flaws.ts";
import { type SimulatedInvoice, invoiceHeader } from "../invoice.ts";
import { machineHeader, machineReadings } from "../machine-readings.ts";
import { simulateTrade } from "../trade.ts";
import { type WorkingRhythm, workingRhythmOf } from "../working-rhythm.ts";
import { businessFilesOf } from "./business-files.ts";
import { cashMovementsOf, withOwnersMoney } from "./cash-flow.ts";
import { activityOn } from "./day-loads.ts";
import { energyFilesOf } from "./energy-files.ts";
import { invoiceWorkbookOf } from "./invoice-workbook.ts";
import { deliveryDays, deliveryOf } from "./loan-book-delivery.ts";
import { type PilotEnterprise, planPilot } from "./pilot-plan.ts";
import { statementFileOf } from "./statement-files.ts";
import { statementLinesOf } from "./statement-lines.ts";
import { writeSheet } from "./write-sheet.ts";

export interface PilotRequest {
  /** The same seed and sizes give the same files. */
  readonly seed: string;
  readonly borrowers: number;
  readonly prospects: number;
  readonly months: number;
  readonly endDay: BusinessDay;
  /** Business days of the loan book's deliveries; the first brings the history. */
  readonly deliveries: number;
  /** Code of the platform's party, as the loan book names it. */
  readonly platformCode: string;
  readonly directory: string;
  readonly truthFile: string | null;
  readonly onProgress: ReportProgress;
}

/** What was written, by folder: `enterprises.csv` to enrol, `data` to import, `loan-book/<day>` to mirror. */
export interface SimulatedPilot {
  readonly enterprises: readonly PilotEnterprise[];
  readonly dataset: string;
  /** Folders of the deliveries, in the order of their days. */
  readonly deliveries: readonly string[];
}

/**
 * Writes the files of a pilot (模拟数据): what one bank and one platform would bring for some existing borrowers and some
 * enterprises without a loan. Invoices, statements, orders, stock, electricity, machines and the loan book tell one story.
 */
export async function simulatePilot(request: PilotRequest): Promise<SimulatedPilot> {
  const { seed, months, endDay, directory } = request;
  const enterprises = planPilot(request);
  const firstMonth = addMonths(monthOf(endDay), 1 - months);
  const rhythm = workingRhythmOf(firstDayOf(firstMonth), endDay);
  const dataset = `simulated-${seed}`;
  await mkdir(join(directory, "data"), { recursive: true });
  await writeFile(join(directory, "enterprises.csv"), enrolmentList(enterprises));
  await writeFile(join(directory, "data", "pilot_enterprises.csv"), enterpriseList(enterprises));
  await writeFile(join(directory, "data", "pilot_rate_vs_churn.csv"), churnTable());
  await writeTrade(request, enterprises, rhythm);
  await writeMachines(request, enterprises, rhythm);
  const readings = (await readdir(join(directory, "data")))
    .filter((file) => /^M\d+_/.test(file))
    .sort()
    .map((file) => ({ file, enterprise: file.slice(0, file.indexOf("_")) }));
  const description = describeDataset({ name: dataset, seed, endDay, readings });
  await writeFile(join(directory, "data", datasetFile), `${JSON.stringify(description, null, 2)}\n`);
  const deliveries = await writeDeliveries(request, enterprises);
  if (request.truthFile !== null) {
    const plans = enterprises.map(({ plan }) => plan);
    await writeFile(
      request.truthFile,
      truthTable(plans, (month) => addMonths(firstMonth, month)),
    );
  }
  return { enterprises, dataset, deliveries };
}

const sizeYear = "2025";

/** Readings reach back over a lunar year with a leap month, the days that are compared and those that confirm. */
const readingDays = 480;

/** The list by which the bank enrols its enterprises. */
function enrolmentList(enterprises: readonly PilotEnterprise[]): string {
  const header =
    "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,资产总额（万元）,企业主";
  const rows = enterprises.map((one) =>
    [
      one.plan.code,
      one.plan.name,
      one.socialCreditCode,
      one.district,
      one.plan.industry.code,
      sizeYear,
      one.employees,
      formatWan(one.annualRevenueFen),
      formatWan(one.assetsFen),
      `模拟企业主${one.plan.code}`,
    ].join(","),
  );
  return `${[header, ...rows].join("\n")}\n`;
}

function enterpriseList(enterprises: readonly PilotEnterprise[]): string {
  const rows = enterprises.map(({ plan, bankRating }) => `${plan.code},${plan.name},${bankRating ?? ""}`);
  return `${["企业代号,企业名称,信誉评级", ...rows].join("\n")}\n`;
}

/** Invoices of all enterprises, and what follows from them: receipts, payments, orders, stock, electricity. */
async function writeTrade(
  request: PilotRequest,
  enterprises: readonly PilotEnterprise[],
  rhythm: WorkingRhythm,
): Promise<void> {
  const { seed, directory, endDay } = request;
  const folder = join(directory, "data");
  const dayTexts = rhythm.days.map((day) => day.replaceAll("-0", "-").replaceAll("-", "/"));
  const exported = { sales: [invoiceHeader.sales], purchase: [invoiceHeader.purchase] };
  for (const [index, enterprise] of enterprises.entries()) {
    const { plan } = enterprise;
    const sales = simulateTrade(plan, { seed, direction: "sales", rhythm });
    const purchases = simulateTrade(plan, { seed, direction: "purchase", rhythm });
    const hasWorkbook = index % 10 === 9;
    const write = (direction: "sales" | "purchase", invoices: readonly SimulatedInvoice[]): void => {
      exported[direction].push(...exportLines(plan.code, invoices, { seed, direction, dayTexts }).lines);
    };
    if (hasWorkbook) {
      const sheet = invoiceWorkbookOf(enterprise, { seed, rhythm, sales });
      await writeSheet(join(folder, `${plan.code}_信息汇总表.xlsx`), sheet);
    } else {
      write("sales", sales);
    }
    write("purchase", purchases);
    const trade = { seed, rhythm, sales, purchases, index };
    const files = [
      statementOf(enterprise, trade),
      ...(index % 2 === 0 ? businessFilesOf(enterprise, trade) : []),
      ...energyFilesOf(enterprise, {
        seed,
        rhythm,
        curveFrom: index % 3 === 0 ? addDays(endDay, -readingDays) : null,
      }),
    ];
    for (const { name, sheet } of files) await writeSheet(join(folder, name), sheet);
    request.onProgress({ step: "simulate", done: index + 1, total: enterprises.length, unit: "enterprises" });
    await setImmediate();
  }
  await writeFile(join(folder, "pilot_sales_invoices.csv"), `${exported.sales.join("\n")}\n`);
  await writeFile(join(folder, "pilot_purchase_invoices.csv"), `${exported.purchase.join("\n")}\n`);
}

function statementOf(
  enterprise: PilotEnterprise,
  trade: Parameters<typeof cashMovementsOf>[1] & { readonly index: number },
): ReturnType<typeof statementFileOf> {
  const openingFen = Math.round(Number(enterprise.annualRevenueFen) * 0.06);
  const movements = withOwnersMoney(cashMovementsOf(enterprise, trade), {
    openingFen,
    floorFen: 500_000,
    owner: "模拟股东",
  });
  const account = { seed: `${trade.seed}/statement/${enterprise.plan.code}`, openingFen };
  return statementFileOf(enterprise, statementLinesOf(movements, account), trade.index);
}

/** Machines of a few: those in trouble among them, so that the story begins where it can be seen first. */
async function writeMachines(
  { seed, endDay, months, directory }: PilotRequest,
  enterprises: readonly PilotEnterprise[],
  rhythm: WorkingRhythm,
): Promise<void> {
  const watched = [
    ...enterprises.filter(({ plan }) => plan.isDefault),
    ...enterprises.filter(({ plan }) => plan.misfortune === null).slice(0, 1),
  ];
  const firstDay = addDays(endDay, -readingDays);
  const first = rhythm.days.indexOf(firstDay);
  for (const { plan } of watched) {
    const lines = machineReadings(plan, {
      seed,
      firstDay,
      days: daysBetween(firstDay, endDay) + 1,
      lastMonth: months - 1,
      activityOn: (day) => activityOn(plan, rhythm, first + daysBetween(firstDay, day)),
      stepMs: 10 * 60_000,
    });
    const file = `${plan.code}_machines.csv`;
    await writeFile(join(directory, "data", file), `${[machineHeader, ...lines].join("\n")}\n`);
  }
}

async function writeDeliveries(
  { directory, endDay, deliveries, platformCode }: PilotRequest,
  enterprises: readonly PilotEnterprise[],
): Promise<string[]> {
  const folders = [];
  for (const days of deliveryDays(endDay, deliveries)) {
    const folder = join(directory, "loan-book", days.businessDay);
    await mkdir(folder, { recursive: true });
    for (const [name, text] of deliveryOf(enterprises, { ...days, platformCode }))
      await writeFile(join(folder, name), text);
    folders.push(folder);
  }
  return folders;
}
