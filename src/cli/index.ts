export type { CommandContext, RegisterCommand } from "./command-context.ts";
export { runCommandLine } from "./run-command-line.ts";
