import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { readWhole } from "./number-options.ts";

export interface ThreadOption {
  readonly threads?: string;
}

export function addThreadOption(command: Command): Command {
  return command.option("--threads <n>", "threads that compute; the result does not depend on it");
}

/** As many as the machine has, unless said otherwise. */
export function threadsOf({ threads }: ThreadOption): number {
  if (threads === undefined) return Math.max(1, availableParallelism());
  return readWhole("--threads", threads, 1);
}
