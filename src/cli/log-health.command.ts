import type { Command } from "commander";
import { z } from "zod";
import type { CommandContext } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { usualPort } from "./listen.ts";

interface HealthOptions {
  readonly server: string;
  readonly json?: boolean;
}

const answerSchema = z.object({
  log: z.object({
    state: z.enum(["open", "readOnly"]),
    sinceMs: z.int(),
    reason: z.enum(["diskFull", "diskFailed", "writerFailed"]).nullable(),
  }),
});

/** What is the matter, and what to do about it. */
const reasons = {
  diskFull: {
    zh: "磁盘已满，腾出空间后自动恢复",
    en: "the disk is full; it goes on by itself as soon as there is room",
  },
  diskFailed: {
    zh: "磁盘读写失败，检查磁盘后重启服务",
    en: "the disk failed; look at it, then start the server again",
  },
  writerFailed: {
    zh: "写入线程失败，查看服务日志后重启服务",
    en: "the writing thread failed; look at the server's log, then start it again",
  },
} as const;

/** `touchstone log health`: whether a running server's log takes what comes; needs no log-in, like the page it asks. */
export function registerLogHealth(log: Command, context: CommandContext): void {
  log
    .command("health")
    .description("whether the log of a running server takes what comes; exit 1 when it is read-only")
    .option("--server <url>", "address of the server", `http://127.0.0.1:${usualPort}`)
    .option("--json", "print one JSON document on standard output")
    .action(async ({ server, json }: HealthOptions) => {
      const health = await readHealth(server);
      const { state, sinceMs, reason } = health;
      const since = new Date(sinceMs).toISOString();
      const isChinese = context.language === "zh";
      const words =
        reason === null
          ? isChinese
            ? `日志正常接收，自 ${since}`
            : `the log takes what comes, since ${since}`
          : isChinese
            ? `日志只读，自 ${since}：${reasons[reason].zh}`
            : `the log is read-only since ${since}: ${reasons[reason].en}`;
      context.stdout.write(json === true ? `${JSON.stringify(health)}\n` : `${words}\n`);
      if (state === "readOnly") context.setExitCode(1);
    });
}

async function readHealth(server: string): Promise<z.infer<typeof answerSchema>["log"]> {
  let found: string;
  try {
    const answer = await fetch(new URL("/v1/health", server));
    const parsed = answerSchema.safeParse(await answer.json());
    if (parsed.success) return parsed.data.log;
    found = `${server}: HTTP ${answer.status}`;
  } catch (cause) {
    found = `${server}: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
  throw cliFaults.fault("CLI_BAD_OPTION", { option: "--server", expected: "a running server", found });
}
