import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type BusinessDay, type ReportProgress, addMonths, firstDayOf, monthOf } from "#kernel";
import { type Dataset, datasetFile, describeDataset, mappingFileOf } from "./dataset.ts";
import { applicantList, churnTable, historyList, truthTable } from "./enterprise-list.ts";
import { type EnterprisePlan, planEnterprises } from "./enterprise-plan.ts";
import { simulateFaults } from "./errors.ts";
import { type FileFlaws, exportLines, noFlaws } from "./export-flaws.ts";
import { type Direction, invoiceHeader } from "./invoice.ts";
import { simulateTrade } from "./trade.ts";
import { type WorkingRhythm, workingRhythmOf } from "./working-rhythm.ts";
import { writeReadings } from "./write-readings.ts";

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
  /** As `dataset.json` says it. */
  readonly dataset: Dataset;
  readonly files: readonly SimulatedFile[];
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
  const plans = [...history, ...applicants];
  const readings = await writeReadings(plans, request);
  const dataset = describeDataset({
    name: `simulated-${seed}`,
    seed,
    endDay,
    readings: readings.map(({ kind, file, enterprise }) => ({
      file,
      enterprise,
      mapping: mappingFileOf(kind),
    })),
  });
  await writeFile(join(directory, datasetFile), `${JSON.stringify(dataset, null, 2)}\n`);
  if (request.truthFile !== null) {
    await writeFile(
      request.truthFile,
      truthTable(plans, (month) => addMonths(firstMonth, month)),
    );
  }
  const readingFiles = readings.map(({ file, rows }) => ({ file, rows, flaws: noFlaws }));
  return { dataset, files: [...files, ...readingFiles], plans };
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
