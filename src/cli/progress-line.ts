import type { Progress, ReportProgress } from "#kernel";

/** Where progress is written: standard error, so that standard output carries only the result. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const REDRAW_EVERY_MS = 100;
/** In a file or under a service manager: often enough to see that it goes on, seldom enough to be read. */
const LINE_EVERY_MS = 5000;

/**
 * Shows long work on one line that is redrawn on a terminal; elsewhere as one line a step, and one now and then while
 * a step lasts.
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
    const nowMs = clock();
    if (!isNewStep && nowMs - lastDrawnAtMs < (stream.isTTY ? REDRAW_EVERY_MS : LINE_EVERY_MS)) return;
    lastDrawnAtMs = nowMs;
    if (!stream.isTTY) {
      stream.write(`${describeProgress(progress)}\n`);
      return;
    }
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
