import type { Progress, ReportProgress } from "#kernel";

/** Where progress is written: standard error, so that standard output carries only the result. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const REDRAW_EVERY_MS = 100;

/**
 * Shows long work on one line that is redrawn on a terminal, and as one line a step elsewhere.
 * @returns the reporter, and `end` that leaves the cursor on a fresh line
 */
export function showProgress(
  stream: ProgressStream,
  clock: () => number,
): { readonly report: ReportProgress; readonly end: () => void } {
  let lastDrawnAtMs = 0;
  let lastStep = "";
  let isLineOpen = false;

  const report: ReportProgress = (progress) => {
    const isNewStep = progress.step !== lastStep;
    lastStep = progress.step;
    if (!stream.isTTY) {
      if (isNewStep) stream.write(`${describeProgress(progress)}\n`);
      return;
    }
    if (!isNewStep && clock() - lastDrawnAtMs < REDRAW_EVERY_MS) return;
    lastDrawnAtMs = clock();
    isLineOpen = true;
    stream.write(`\r\u001b[2K${describeProgress(progress)}`);
  };

  return {
    report,
    end: () => {
      if (isLineOpen) stream.write("\r\u001b[2K");
      isLineOpen = false;
    },
  };
}

function describeProgress({ step, done, total, unit, subject }: Progress): string {
  const amount = total === undefined ? `${done}` : `${done} / ${total} ${unit}`;
  const share = total === undefined || total === 0 ? "" : ` (${Math.floor((100 * done) / total)} %)`;
  return [step, subject, done === 0 && total === undefined ? "" : amount + share]
    .filter((part) => part !== undefined && part !== "")
    .join("  ");
}
