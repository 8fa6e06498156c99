import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type BusinessDay, type ReportProgress, addDays, addMonths, firstDayOf, monthOf } from "#kernel";
import { type DatasetReadings, datasetFile, datasetText } from "./dataset.ts";
import { applicantList, churnTable, historyList, truthTable } from "./enterprise-list.ts";
import { type EnterprisePlan, planEnterprises } from "./enterprise-plan.ts";
import { energyHeader, energyReadings } from "./energy-readings.ts";
import { simulateFaults } from "./errors.ts";
import { type FileFlaws, exportLines, noFlaws } from "./export-flaws.ts";
import { type Direction, invoiceHeader } from "./invoice.ts";
import { machineHeader, machineReadings } from "./machine-readings.ts";
import { productionHeader, productionReports } from "./production-reports.ts";
import { simulateTrade } from "./trade.ts";
import { type WorkingRhythm, workingRhythmOf } from "./working-rhythm.ts";

export interface SampleRequest {
  /** The same seed and sizes give the same bytes on every machine. */
  readonly seed: string;
  readonly enterprisesWithHistory: number;
  readonly applicants: number;
  /** Months of invoices, the last one being that of `endDay`. */
  readonly months: number;
  /** Last day of the data. */
  readonly endDay: BusinessDay;
  /** Where the files go; made when it is not there. */
  readonly directory: string;
  /** Where the truth goes, outside `directory`, so that nobody scores with it; null writes none. */
  readonly truthFile: string | null;
  readonly onProgress: ReportProgress;
}

/** One file that was written. */
export interface SimulatedFile {
  readonly file: string;
  /** Rows without the header. */
  readonly rows: number;
  readonly flaws: FileFlaws;
}

/** A sample of a simulated region (模拟数据), as files in the layouts of real exports. */
export interface SimulatedSample {
  readonly dataset: string;
  readonly files: readonly SimulatedFile[];
  readonly readings: readonly DatasetReadings[];
  /** Truth, for tests and for nobody else. */
  readonly plans: readonly EnterprisePlan[];
}

/**
 * Writes a sample: both groups' enterprise lists and invoices, the churn table, machine readings, energy and
 * production reports of a few enterprises, and `dataset.json`, which says that all of it is simulated.
 * @throws SIMULATE_SIZE_OUT_OF_RANGE
 */
export async function simulateSample(request: SampleRequest): Promise<SimulatedSample> {
  checkSizes(request);
  const { seed, months, endDay, directory } = request;
  const codes = codesOf(request.enterprisesWithHistory + request.applicants);
  const history = planEnterprises({
    seed,
    months,
    group: "history",
    codes: codes.slice(0, request.enterprisesWithHistory),
  });
  const applicants = planEnterprises({
    seed,
    months,
    group: "applicant",
    codes: codes.slice(request.enterprisesWithHistory),
  });
  const firstMonth = addMonths(monthOf(endDay), 1 - months);
  const rhythm = workingRhythmOf(firstDayOf(firstMonth), endDay);
  await mkdir(directory, { recursive: true });
  const files = [
    await writeList(directory, "simulated_history_enterprises.csv", historyList(history, seed)),
    await writeList(directory, "simulated_applicant_enterprises.csv", applicantList(applicants)),
    await writeList(directory, "simulated_rate_vs_churn.csv", churnTable()),
    ...(await writeInvoices(request, { group: "history", plans: history, rhythm })),
    ...(await writeInvoices(request, { group: "applicant", plans: applicants, rhythm })),
  ];
  const readings = await writeReadings(request, [...history, ...applicants]);
  const dataset = `simulated-${seed}`;
  await writeFile(join(directory, datasetFile), datasetText({ dataset, seed, endDay, readings }));
  const plans = [...history, ...applicants];
  if (request.truthFile !== null) {
    await writeFile(
      request.truthFile,
      truthTable(plans, (month) => addMonths(firstMonth, month)),
    );
  }
  return {
    dataset,
    files: [...files, ...readings.map(({ file, rows }) => ({ file, rows, flaws: noFlaws }))],
    readings,
    plans,
  };
}

function checkSizes(request: SampleRequest): void {
  const bounds = { enterprisesWithHistory: [20, 5000], applicants: [1, 5000], months: [12, 120] } as const;
  for (const [what, [least, most]] of Object.entries(bounds)) {
    const found = request[what as keyof typeof bounds];
    if (!Number.isInteger(found) || found < least || found > most) {
      throw simulateFaults.fault("SIMULATE_SIZE_OUT_OF_RANGE", { what, least, most, found });
    }
  }
}

function codesOf(count: number): string[] {
  const digits = Math.max(3, String(count).length);
  return Array.from({ length: count }, (_, index) => `S${String(index + 1).padStart(digits, "0")}`);
}

async function writeList(directory: string, file: string, text: string): Promise<SimulatedFile> {
  await writeFile(join(directory, file), text);
  return { file, rows: text.split("\n").length - 2, flaws: noFlaws };
}

async function writeInvoices(
  request: SampleRequest,
  options: {
    readonly group: "history" | "applicant";
    readonly plans: readonly EnterprisePlan[];
    readonly rhythm: WorkingRhythm;
  },
): Promise<SimulatedFile[]> {
  const { group, plans, rhythm } = options;
  const dayTexts = rhythm.days.map((day) => day.replaceAll("-0", "-").replaceAll("-", "/"));
  const files: SimulatedFile[] = [];
  for (const direction of ["purchase", "sales"] as const satisfies readonly Direction[]) {
    const file = `simulated_${group}_${direction}_invoices.csv`;
    const lines = [invoiceHeader[direction]];
    let flaws = noFlaws;
    for (const [index, plan] of plans.entries()) {
      const invoices = simulateTrade(plan, { seed: request.seed, direction, rhythm });
      const exported = exportLines(plan.code, invoices, { seed: request.seed, direction, dayTexts });
      for (const line of exported.lines) lines.push(line);
      flaws = addFlaws(flaws, exported.flaws);
      if (index % 10 === 9) {
        request.onProgress({
          step: "simulate",
          done: index + 1,
          total: plans.length,
          unit: "enterprises",
          subject: file,
        });
        await setImmediate();
      }
    }
    await writeFile(join(request.directory, file), `${lines.join("\n")}\n`);
    files.push({ file, rows: lines.length - 1, flaws });
  }
  return files;
}

function addFlaws(left: FileFlaws, right: FileFlaws): FileFlaws {
  return {
    duplicates: left.duplicates + right.duplicates,
    unreadable: left.unreadable + right.unreadable,
    amountsDoNotAddUp: left.amountsDoNotAddUp + right.amountsDoNotAddUp,
    numberReused: left.numberReused + right.numberReused,
  };
}

/** Machines for a defaulter, a sound enterprise and two applicants; energy and production for some of them. */
async function writeReadings(
  request: SampleRequest,
  plans: readonly EnterprisePlan[],
): Promise<(DatasetReadings & { readonly rows: number })[]> {
  const withTrade = plans.filter((plan) => plan.firstMonth === 0);
  const chosen = [
    withTrade.find((plan) => plan.isDefault && plan.misfortune?.kind !== "diversion"),
    withTrade.find((plan) => plan.group === "history" && plan.misfortune === null),
    ...withTrade.filter((plan) => plan.group === "applicant").slice(0, 2),
  ].filter((plan) => plan !== undefined);
  const { seed, endDay, directory, months } = request;
  const lastMonth = months - 1;
  const readings: (DatasetReadings & { readonly rows: number })[] = [];
  const write = async (
    kind: DatasetReadings["kind"],
    plan: EnterprisePlan,
    header: string,
    lines: string[],
  ): Promise<void> => {
    const file = `simulated_${kind}_${plan.code}.csv`;
    await writeFile(join(directory, file), `${[header, ...lines].join("\n")}\n`);
    readings.push({ kind, file, enterprise: plan.code, rows: lines.length });
  };
  for (const [index, plan] of chosen.entries()) {
    const machineDays = { seed, firstDay: addDays(endDay, -20), days: 21, lastMonth };
    await write("machines", plan, machineHeader, machineReadings(plan, machineDays));
    if (index % 2 === 0) {
      const energyDays = { seed, firstDay: addDays(endDay, -59), days: 60, lastMonth };
      await write("energy", plan, `\uFEFF${energyHeader}`, energyReadings(plan, energyDays));
    } else {
      const reportDays = { seed, firstDay: addDays(endDay, -59), days: 50 };
      await write("production", plan, productionHeader, productionReports(plan, reportDays));
    }
  }
  return readings;
}
