import { Fault, type FaultKind } from "./fault.ts";

/** What a command line says about what stopped it, and the exit code that goes with it. */
export interface Failure {
  /** For standard error, whole lines. */
  readonly text: string;
  /** 1 a finding about integrity, 2 bad use, 3 an internal fault or a service that is away, 130 stopped by the user. */
  readonly exitCode: 1 | 2 | 3 | 130;
}

const exitCodes: Readonly<Record<FaultKind, 1 | 2 | 3>> = {
  badInput: 2,
  notFound: 2,
  conflict: 2,
  forbidden: 2,
  integrity: 1,
  unavailable: 3,
  internal: 3,
};

/**
 * Tells a user of a command line what went wrong: a fault by its code and sentence, anything else by its stack.
 * @param isJson  a fault is then one JSON document `{"error": {code, kind, message}}`
 * @param isStopped  the user asked to stop: that is then the answer, whatever was thrown on the way
 */
export function describeFailure(
  error: unknown,
  {
    language,
    isJson,
    isStopped,
  }: { readonly language: "zh" | "en"; readonly isJson: boolean; readonly isStopped: boolean },
): Failure {
  if (isStopped) return { text: language === "zh" ? "已中止\n" : "Stopped\n", exitCode: 130 };
  if (!(error instanceof Fault)) return { text: `${stackOf(error)}\n`, exitCode: 3 };
  const message = error.sentence(language);
  const problem = { code: error.code, kind: error.kind, message };
  const said = isJson ? `${JSON.stringify({ error: problem })}\n` : `${error.code}: ${message}\n`;
  const cause = error.kind === "internal" && error.cause instanceof Error ? `${error.cause.stack}\n` : "";
  return { text: `${said}${cause}`, exitCode: exitCodes[error.kind] };
}

function stackOf(error: unknown): string {
  return (error instanceof Error ? error.stack : undefined) ?? String(error);
}
