import type { CommandContext, RegisterCommand } from "./command-context.ts";
import type { OpenServer } from "./compose-server.ts";
import {
  descriptionOf,
  flagOf,
  readServeConfiguration,
  type ServeConfiguration,
  settingNames,
} from "./serve-configuration.ts";
import { watchEnter } from "./watch-enter.ts";
import { watchParent } from "./watch-parent.ts";

const stopWithinMs = 9000;

/** Adds `touchstone serve`: the page, the API and the jobs, until it is told to stop. */
export const registerServe: RegisterCommand = (program, context) => {
  const command = program
    .command("serve")
    .description("serve the page and the API on this machine")
    .option("--print-config", "print the configuration as JSON and end");
  for (const name of settingNames) command.option(`${flagOf(name)} <value>`, descriptionOf(name));
  command.action(async (flags: Record<string, unknown>) => {
    const configuration = readServeConfiguration(flags, context.env);
    if (flags["printConfig"] === true) {
      context.stdout.write(`${JSON.stringify(configuration, null, 2)}\n`);
      return;
    }
    await serve(configuration, context);
  });
};

async function serve(configuration: ServeConfiguration, context: CommandContext): Promise<void> {
  // From the first moment: a parent that ends while the stores open would not be seen to have gone.
  const isUnderNpm = context.env["npm_lifecycle_event"] !== undefined;
  const parentEnded = isUnderNpm ? watchParent() : null;
  // Loaded here, so that the help and the printed configuration need no store.
  const { openServer } = await import("./compose-server.ts");
  const server = await openServer(configuration, context);
  context.stdout.write(`${server.address}\n`);
  printLogIn(server, context);
  const stopWatching = watchEnter(() => printLogIn(server, context));
  const reason = await Promise.race([
    whenAborted(context.signal).then(() => "asked" as const),
    server.broken.then(() => "broken" as const),
    ...(parentEnded === null ? [] : [parentEnded.then(() => "parentEnded" as const)]),
  ]);
  // Stores that hang must not keep the terminal: what they had acknowledged is durable already.
  const deadline = setTimeout(() => process.exit(3), stopWithinMs);
  stopWatching();
  await server.close();
  clearTimeout(deadline);
  if (reason === "broken") context.setExitCode(3);
  // Native handles may keep the process alive although everything is closed.
  setTimeout(() => process.exit(), 500).unref();
}

function printLogIn(server: OpenServer, { stdout, language }: CommandContext): void {
  const address = server.logInAddress();
  stdout.write(
    language === "zh"
      ? `一次性登录地址（十分钟内有效，按回车得到新的）：${address}\n`
      : `Log in once, within ten minutes (Enter gives a new address): ${address}\n`,
  );
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
