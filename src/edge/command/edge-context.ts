import type { Command } from "commander";
import type { EdgeClock } from "../run/edge-clock.ts";
import type { SourceKind } from "../source-kind.ts";

/** What a command of the collector may touch besides its arguments. */
export interface EdgeContext {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly clock: EdgeClock;
  readonly kinds: Readonly<Record<string, SourceKind>>;
  readonly language: "zh" | "en";
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** 0 complete, 1 a finding, 2 bad use, 3 internal fault. */
  setExitCode(code: 0 | 1 | 2 | 3): void;
}

export type RegisterEdgeCommand = (program: Command, context: EdgeContext) => void;

/** Options that every command of the collector has. */
export interface ConfigOption {
  readonly config: string;
  readonly json?: boolean;
}

export const configOption = ["--config <file>", "configuration file of the collector (JSON)"] as const;
export const jsonOption = ["--json", "print one JSON document on standard output"] as const;
