import { requireConfiguration } from "../configuration.ts";
import { readDeviceKey } from "../device/device-key.ts";
import { readIdentity, statePaths } from "../device/identity.ts";
import { type CollectorStatus, startCollector } from "../run/run-collector.ts";
import { openStatusSocket } from "../run/status-socket.ts";
import { createConnect } from "../uplink/connect-uplink.ts";
import {
  type ConfigOption,
  configOption,
  type EdgeContext,
  type RegisterEdgeCommand,
} from "./edge-context.ts";
import { statusNews } from "./status-news.ts";

/** How often the status is looked at for what a journal should hold. */
const newsEveryMs = 5000;

/** `touchstone collector run`: works until it is asked to stop. */
export const registerRun: RegisterEdgeCommand = (program, context) => {
  program
    .command("run")
    .description("collect, sign and send until stopped; one JSON line on standard error for each change")
    .requiredOption(...configOption)
    .action(async (options: Pick<ConfigOption, "config">) => {
      const configuration = requireConfiguration(options.config, context.kinds);
      const { stateDirectory } = configuration;
      const paths = statePaths(stateDirectory);
      const identity = readIdentity(stateDirectory);
      const key = readDeviceKey(paths.key);
      let status: () => object = () => ({});
      const socket = await openStatusSocket(stateDirectory, paths.socket, () => status());
      try {
        const { clock, kinds, signal } = context;
        const connect = createConnect(configuration, identity, key, clock);
        const running = await startCollector({ configuration, identity, key, clock, kinds, connect, signal });
        status = () => running.status;
        const stopNews = tellNews(() => running.status, context);
        await running.ended;
        stopNews();
      } finally {
        await socket.close();
      }
    });
};

/** Writes what changed as JSON lines, for the system's journal. */
function tellNews(read: () => CollectorStatus, { stderr, clock }: EdgeContext): () => void {
  let before: CollectorStatus | null = null;
  const look = (): void => {
    const now = structuredClone(read());
    for (const news of statusNews(before, now)) {
      stderr.write(`${JSON.stringify({ atMs: clock.wall(), ...news })}\n`);
    }
    before = now;
  };
  look();
  const timer = setInterval(look, newsEveryMs);
  return () => {
    clearInterval(timer);
    look();
  };
}
