import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Evaluation } from "#report";

const program = resolve(import.meta.dirname, "../bin/touchstone");
const bareLoader = resolve(import.meta.dirname, "load-by-own-reader.ts");

/** One round: the whole command, and a bare load of the same files by ClickHouse's own reader. */
export interface EvaluateRound {
  readonly evaluateMs: number;
  readonly evaluatePeakMb: number;
  readonly bareLoadMs: number;
}

/**
 * Times `touchstone evaluate` as a whole process, interleaved with the bare load. Before anything is timed the
 * result is checked: rows add up, every applicant is decided, the amounts sum to the portfolio.
 */
export async function benchEvaluate(folder: string, rounds: number): Promise<readonly EvaluateRound[]> {
  const scratch = await mkdtemp(join(tmpdir(), "touchstone-bench-evaluate-"));
  const out = join(scratch, "out");
  try {
    await evaluate(folder, out);
    checkEvaluation(JSON.parse(await readFile(join(out, "evaluation.json"), "utf8")) as Evaluation);
    const results: EvaluateRound[] = [];
    for (let round = 0; round < rounds; round++) {
      const evaluateMs = await timed(() => evaluate(folder, out));
      const { timing } = JSON.parse(await readFile(join(out, "evaluation.json"), "utf8")) as Evaluation;
      const bareLoadMs = await timed(() =>
        run(process.execPath, [bareLoader, folder, join(scratch, "bare")]),
      );
      results.push({ evaluateMs, evaluatePeakMb: timing.peakRssMb, bareLoadMs });
    }
    return results;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function checkEvaluation({ input, enterprises, portfolio }: Evaluation): void {
  for (const { file, read, stored, duplicates, quarantined } of input) {
    if (read !== stored + duplicates + quarantined) throw new Error(`${file}: rows do not add up`);
  }
  const granted = enterprises.reduce((sum, { amountFen }) => sum + BigInt(amountFen ?? "0"), 0n);
  if (String(granted) !== portfolio.amountFen) throw new Error("the amounts do not sum to the portfolio");
  const undecided = enterprises.filter(({ label, decision }) => label === null && decision === "notScored");
  if (undecided.length > 0) throw new Error(`${undecided.length} applicants were not decided`);
}

async function evaluate(folder: string, out: string): Promise<void> {
  await run(program, ["evaluate", "--invoices", folder, "--out", out]);
}

async function run(file: string, words: readonly string[]): Promise<void> {
  await new Promise<void>((done, fail) => {
    execFile(file, [...words], (error) => (error === null ? done() : fail(error)));
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

if (import.meta.main) {
  const shared = process.env["TOUCHSTONE_SHARED"] ?? resolve(import.meta.dirname, "../../shared");
  const folder = join(shared, "data", "sme_invoices");
  if (!existsSync(folder)) {
    process.stderr.write(
      `There is no ${folder}: set TOUCHSTONE_SHARED to the folder that holds data/sme_invoices\n`,
    );
    process.exit(2);
  }
  const rounds = await benchEvaluate(folder, Number(process.argv[2] ?? 5));
  for (const round of rounds) process.stdout.write(`${JSON.stringify(round)}\n`);
  const evaluateMs = median(rounds.map((round) => round.evaluateMs));
  const bareMs = median(rounds.map((round) => round.bareLoadMs));
  const peakMb = Math.max(...rounds.map((round) => round.evaluatePeakMb));
  process.stdout.write(
    `${cpus().length} cores, node ${process.version}: evaluate ${(evaluateMs / 1000).toFixed(2)} s (median), peak ${peakMb} MB; ` +
      `bare load ${(bareMs / 1000).toFixed(2)} s; ratio ${(evaluateMs / bareMs).toFixed(1)}\n`,
  );
}
