import { type Tally, type VitestReport, addTallies, tallyOfReport } from "./tally.ts";

/** How a run of vitest ended beside its tests. */
export interface Ending {
  /** Files whose tests did not all end, because their process died. */
  readonly unfinished: readonly string[];
  /** Errors that belong to no test and are not the death of such a process. */
  readonly otherErrors: number;
}

/** One run: its report, its exit code and its ending. */
export interface EndedRun {
  readonly report: VitestReport;
  readonly exitCode: number | null;
  readonly ending: Ending;
}

export function endingOf(
  modules: readonly { readonly path: string; readonly state: string }[],
  errors: readonly { readonly message: string }[],
): Ending {
  const unfinished = modules
    .filter(({ state }) => state === "queued" || state === "pending")
    .map(({ path }) => path);
  const otherErrors = errors.filter(({ message }) => !message.startsWith("[vitest-pool]")).length;
  return { unfinished, otherErrors };
}

/** Counts two runs as one: files that did not end in the first count as the second says. */
export function tallyOfBoth(first: EndedRun, second: EndedRun): Tally {
  const again = new Set(first.ending.unfinished);
  const rest = { testResults: first.report.testResults.filter(({ name }) => !again.has(name)) };
  const isExplained = first.ending.otherErrors === 0;
  return addTallies([
    tallyOfReport(rest, isExplained ? 0 : first.exitCode),
    tallyOfReport(second.report, second.exitCode),
  ]);
}
