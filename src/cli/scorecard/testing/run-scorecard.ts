import { runCommandLine } from "../../run-command-line.ts";

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a line of `touchstone scorecard` as it is typed; no word of it holds a space. */
export async function runScorecard(line: string): Promise<Answer> {
  let out = "";
  let err = "";
  const code = await runCommandLine(["scorecard", ...line.split(" ")], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: {},
    clock: () => 0,
    language: "en",
    signal: new AbortController().signal,
  });
  return { code, out, err };
}
