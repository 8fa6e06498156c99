import { requireConfiguration } from "../configuration.ts";
import { readIdentity, statePaths } from "../device/identity.ts";
import type { CollectorStatus } from "../run/run-collector.ts";
import { askStatus } from "../run/status-socket.ts";
import { clockToleranceMs } from "./check-collector.ts";
import {
  type ConfigOption,
  configOption,
  type EdgeContext,
  jsonOption,
  type RegisterEdgeCommand,
} from "./edge-context.ts";

/** `touchstone collector status`: how the running collector is. */
export const registerStatus: RegisterEdgeCommand = (program, context) => {
  program
    .command("status")
    .description("show the running collector; exit 0 well, 1 not running or in trouble, 2 bad use")
    .requiredOption(...configOption)
    .option(...jsonOption)
    .action(async (options: ConfigOption) => {
      const { stateDirectory } = requireConfiguration(options.config, context.kinds);
      const { collector, name } = readIdentity(stateDirectory);
      const status = (await askStatus(statePaths(stateDirectory).socket)) as CollectorStatus | null;
      const troubles = status === null ? ["notRunning"] : troublesOf(status);
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify({ collector, name, isRunning: status !== null, troubles, status })}\n`
          : describe(status, `${collector} (${name})`, context),
      );
      context.setExitCode(troubles.length === 0 ? 0 : 1);
    });
};

/** Stable words for what is not as it should be. */
function troublesOf(status: CollectorStatus): string[] {
  const { uplink, disk, sources, buffer, damagedBatches } = status;
  return [
    ...(status.isClockUnset ? ["clockUnset"] : []),
    ...(uplink.problem === null ? [] : [`uplink:${uplink.problem.code}`]),
    ...(uplink.quarantined === 0 ? [] : ["quarantinedBatches"]),
    ...(Math.abs(uplink.offsetMs ?? 0) <= clockToleranceMs ? [] : ["clockOff"]),
    ...(disk.state === "fine" ? [] : [`disk:${disk.state}`]),
    ...sources.filter(({ health }) => health.kind === "down").map(({ id }) => `source:${id}`),
    ...(buffer.parked === 0 ? [] : ["parkedBatches"]),
    ...(damagedBatches.length === 0 ? [] : ["damagedBatches"]),
  ];
}

function describe(status: CollectorStatus | null, title: string, { language, clock }: EdgeContext): string {
  const say = (zh: string, en: string): string => (language === "zh" ? zh : en);
  if (status === null) return say(`${title}：没有运行\n`, `${title}: not running\n`);
  const { uplink, buffer, disk, sources } = status;
  const ago = (atMs: number | null): string =>
    atMs === null ? "–" : `${Math.max(0, Math.round((clock.wall() - atMs) / 1000))} s`;
  const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const lines = [
    `${title}: epoch ${status.epoch}, ${say("下一批", "next batch")} ${status.nextSequence}, pid ${status.pid}`,
    `${say("平台", "platform")}: ${uplink.server ?? "–"} ${uplink.isConnected ? say("已连接", "connected") : say("未连接", "not connected")}, ${say("上次应答", "last answer")} ${ago(uplink.lastAnswerAtMs)}, ${say("时钟差", "clock offset")} ${uplink.offsetMs ?? "–"} ms`,
    `${say("批次", "batches")}: ${say("入账", "stored")} ${uplink.stored}, ${say("重复", "duplicates")} ${uplink.duplicates}, ${say("隔离", "quarantined")} ${uplink.quarantined}, ${say("待收据", "waiting")} ${buffer.waitingBatches}, ${say("搁置", "parked")} ${buffer.parked}`,
    `${say("缓冲", "buffer")}: ${mib(buffer.bytes + buffer.sealedBytes)} / ${mib(buffer.maxBytes)}, ${say("积压", "backlog")} ${mib(buffer.backlogBytes)}, ${say("已丢弃读数", "readings dropped")} ${buffer.droppedReadings}`,
    `${say("磁盘", "disk")}: ${disk.state}${disk.code === null ? "" : ` (${disk.code}, ${ago(disk.sinceMs)})`}`,
  ];
  if (status.isClockUnset)
    lines.push(
      say(
        "时钟早于登记时间，校时之前不采集",
        "the clock is before the enrolment: nothing is collected until it is set",
      ),
    );
  if (uplink.problem !== null)
    lines.push(`${say("问题", "problem")}: ${uplink.problem.code}, ${uplink.problem.detail}`);
  for (const source of sources) {
    const health =
      source.health.kind === "up" ? "up" : `down ${source.health.reason} ${source.health.detail}`;
    lines.push(
      `${source.id} (${source.kind}): ${health}; ${say("采样", "samples")} ${source.samples}, ${say("读数", "readings")} ${source.readings}, ${say("事件", "events")} ${source.events}, ${say("拒绝", "refused")} ${source.refused}, ${say("最近", "last")} ${ago(source.lastAtMs)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
