import { type CollectorConfiguration, requireConfiguration } from "../configuration.ts";
import { enrolDevice, rotateDeviceKey } from "../device/enrol.ts";
import { readIdentity, statePaths } from "../device/identity.ts";
import { edgeFaults } from "../errors.ts";
import { openStatusSocket } from "../run/status-socket.ts";
import { writeStarterConfiguration } from "../starter-configuration.ts";
import { openPlatformClient, type PlatformClient } from "../uplink/platform-request.ts";
import { type ConfigOption, configOption, jsonOption, type RegisterEdgeCommand } from "./edge-context.ts";

interface ServerOption extends ConfigOption {
  readonly server?: string;
}

const serverOption = [
  "--server <url>",
  "address of the platform; the first HTTP address of the configuration when left out",
] as const;

/** `touchstone collector enrol` and `rotate-key`: the device's key and what the platform knows of it. */
export const registerEnrol: RegisterEdgeCommand = (program, context) => {
  program
    .command("enrol")
    .description("make this device's key and enrol it with a one-time code; exit 0 enrolled, 2 refused")
    .requiredOption(...configOption)
    .requiredOption("--code <code>", "one-time code from the platform")
    .option(...serverOption)
    .option(...jsonOption)
    .action(async (options: ServerOption & { readonly code: string }) => {
      const isStarted = options.server !== undefined && isPlatformAddress(options.server);
      if (isStarted && writeStarterConfiguration(options.config, options.server)) {
        context.stderr.write(
          context.language === "zh"
            ? `已写入 ${options.config}，请在其 sources 中添加数据源\n`
            : `wrote ${options.config}; add what it reads under its sources\n`,
        );
      }
      const configuration = requireConfiguration(options.config, context.kinds);
      const { stateDirectory } = configuration;
      const identity = await withHold(stateDirectory, () =>
        withClient(configuration, options.server, (client) =>
          enrolDevice(stateDirectory, client, options.code),
        ),
      );
      const { collector, name, key, elements } = identity;
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify(identity)}\n`
          : context.language === "zh"
            ? `已登记为 ${collector}（${name}），密钥 ${key}，${elements.length} 个对象\n`
            : `enrolled as ${collector} (${name}), key ${key}, ${elements.length} elements\n`,
      );
    });
  program
    .command("rotate-key")
    .description(
      "make a new key and have the platform take it in place of the old one; the collector must be stopped",
    )
    .requiredOption(...configOption)
    .option(...serverOption)
    .option(...jsonOption)
    .action(async (options: ServerOption) => {
      const configuration = requireConfiguration(options.config, context.kinds);
      const { stateDirectory } = configuration;
      readIdentity(stateDirectory);
      const answer = await withHold(stateDirectory, () =>
        withClient(configuration, options.server, (client) =>
          rotateDeviceKey(stateDirectory, client, context.clock),
        ),
      );
      const { previousValidToMs } = answer;
      const until = previousValidToMs === null ? "–" : new Date(previousValidToMs).toISOString();
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify(answer)}\n`
          : context.language === "zh"
            ? `新密钥 ${answer.key} 已生效；旧密钥签名的批次收到 ${until} 为止\n`
            : `key ${answer.key} is in force; batches signed by the old one are taken until ${until}\n`,
      );
    });
};

/** Keeps a running collector and a second command away from the state directory. */
async function withHold<T>(stateDirectory: string, work: () => Promise<T>): Promise<T> {
  const hold = await openStatusSocket(stateDirectory, statePaths(stateDirectory).socket, () => ({}));
  try {
    return await work();
  } finally {
    await hold.close();
  }
}

async function withClient<T>(
  { servers, authorityFile, answerTimeoutMs: timeoutMs }: CollectorConfiguration,
  asked: string | undefined,
  work: (client: PlatformClient) => Promise<T>,
): Promise<T> {
  const server = asked ?? servers.find((one) => one.startsWith("http"));
  if (server === undefined || !isPlatformAddress(server)) {
    const expected = "an address that begins with https:// or http://";
    throw edgeFaults.fault("EDGE_BAD_OPTION", { option: "--server", expected, found: server ?? "nothing" });
  }
  const client = openPlatformClient(server, { timeoutMs, authorityFile });
  try {
    return await work(client);
  } finally {
    client.close();
  }
}

function isPlatformAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
