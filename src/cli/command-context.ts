import type { Command } from "commander";
import type { Clock } from "#kernel";

/** What a command may touch besides its arguments; passed in, so that a test can run a command without a process. */
export interface CommandContext {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean | undefined; write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Language of sentences for a person. */
  readonly language: "zh" | "en";
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** 0 complete, 1 a finding, 2 bad use, 3 internal fault. */
  setExitCode(code: 0 | 1 | 2 | 3): void;
}

/** A file `<verb>.command.ts` exports one such function. */
export type RegisterCommand = (program: Command, context: CommandContext) => void;

/** For commander: an option that may be given several times. */
export function collectValues(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
