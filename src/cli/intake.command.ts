import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { answersFromJson, type BatchAnswer } from "#telemetry";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import type { DeskOptions } from "./device-desk.ts";
import { cliFaults } from "./errors.ts";
import { type ServerCall, withServerSession } from "./server-session.ts";

interface CommonOptions extends Pick<DeskOptions, "party" | "user" | "passwordFile"> {
  readonly server: string;
  readonly json?: boolean;
}

interface CountsJson {
  readonly received: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
}

interface LiveJson {
  readonly totals: {
    readonly collectors: number;
    readonly items: CountsJson;
    readonly rows: CountsJson;
    readonly pending: number;
    readonly rowsPerSecond: number;
  };
  readonly health: { readonly isSaturated: boolean; readonly isReadOnly: boolean };
  readonly items: readonly {
    readonly collector: string;
    readonly name: string;
    readonly state: string;
    readonly rows: CountsJson;
    readonly late: number;
    readonly missing: number;
    readonly lagMs: number | null;
    readonly rowsPerSecond: number;
  }[];
}

interface AlarmsJson {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** `touchstone intake`: what is coming in at a running server, and batches sent from files. */
export const registerIntake: RegisterCommand = (program, context) => {
  const intake = program.command("intake").description("what collectors send to a running server (采集接收)");
  onServer(intake.command("status"), "sums over the collectors that the person may see").action(
    async (options: CommonOptions) => {
      const live = await readLive(options, "rate");
      const { items, rows, collectors, pending, rowsPerSecond } = live.totals;
      print(options, context, live, [
        ["collectors", String(collectors)],
        ["batches and messages", ...sums(items)],
        ["readings and events", ...sums(rows)],
        ["on the way", String(pending)],
        ["per second", rowsPerSecond.toFixed(1)],
        ["state", live.health.isReadOnly ? "read-only" : live.health.isSaturated ? "saturated" : "open"],
      ]);
    },
  );
  onServer(intake.command("collectors"), "each collector with its sums, gaps and lag")
    .option("--order <order>", "rate, lag, quarantined, missing or name", "rate")
    .action(async (options: CommonOptions & { readonly order: string }) => {
      const live = await readLive(options, options.order);
      print(
        options,
        context,
        { items: live.items },
        live.items.map(({ collector, name, state, rows, late, missing, lagMs, rowsPerSecond }) => [
          collector,
          name,
          state,
          ...sums(rows),
          `late ${late}`,
          `missing ${missing}`,
          `lag ${lagMs === null ? "-" : `${Math.round(lagMs / 1000)} s`}`,
          `${rowsPerSecond.toFixed(1)}/s`,
        ]),
      );
    });
  onServer(intake.command("alarms"), "alarms of the pipe: silence, gaps, clocks, clones, quarantine").action(
    async (options: CommonOptions) => {
      const alarms = await ask<AlarmsJson>(options, "/v1/intake/alarms");
      print(
        options,
        context,
        alarms,
        alarms.items.map((alarm) =>
          Object.values(alarm).map((value) =>
            typeof value === "object" ? JSON.stringify(value) : String(value),
          ),
        ),
      );
    },
  );
  intake
    .command("send")
    .description("send signed batches from files; exit 1 unless every one is durable in the log")
    .argument("<files...>", "JSON (.json), JSON lines (.jsonl, .ndjson) or protobuf (.pb)")
    .requiredOption("--server <url>", "a running server")
    .option("--json", "print one JSON document on standard output")
    .action(async (files: string[], options: { readonly server: string; readonly json?: boolean }) => {
      const answers = await sendAll(files, options.server);
      const rows = answers.map((answer) => [
        answer.kind,
        String(answer.collector ?? "-"),
        `${answer.epoch ?? "-"}/${answer.sequence ?? "-"}`,
        answer.kind === "refused"
          ? `${answer.reason}: ${answer.detail}`
          : `${answer.receipt.origin} ${answer.receipt.index}`,
      ]);
      print(options, context, { answers }, rows);
      if (answers.some(({ kind }) => kind === "refused")) context.setExitCode(1);
    });
};

function onServer(command: Command, description: string): Command {
  return command
    .description(description)
    .requiredOption("--server <url>", "a running server")
    .requiredOption("--user <name>", "who logs in")
    .requiredOption("--password-file <file>", "file with the password")
    .option("--party <code>", "code of the party; the bank of the installation when left out")
    .option("--json", "print one JSON document on standard output");
}

async function readLive(options: CommonOptions, order: string): Promise<LiveJson> {
  return await ask<LiveJson>(options, `/v1/intake/live?limit=500&order=${encodeURIComponent(order)}`);
}

async function ask<Answer>(options: CommonOptions, address: string): Promise<Answer> {
  return await withServerSession(options, async (call: ServerCall) => (await call("GET", address)) as Answer);
}

const formats: Readonly<Record<string, { readonly type: string }>> = {
  ".json": { type: "application/json" },
  ".jsonl": { type: "application/x-ndjson" },
  ".ndjson": { type: "application/x-ndjson" },
  ".pb": { type: "application/protobuf" },
};

/** @throws CLI_BAD_OPTION for a file of another kind, CLI_NO_SUCH_INPUT, CLI_SERVER_REFUSED */
async function sendAll(files: readonly string[], server: string): Promise<readonly BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  for (const file of files) {
    const known = formats[path.extname(file).toLowerCase()];
    if (known === undefined) {
      throw cliFaults.fault("CLI_BAD_OPTION", {
        option: "<files>",
        expected: Object.keys(formats).join(", "),
        found: file,
      });
    }
    const body = await readFile(file).catch((cause: unknown) => {
      throw cliFaults.fault(
        "CLI_NO_SUCH_INPUT",
        { option: "<files>", path: file, expected: "a file of batches" },
        cause,
      );
    });
    const response = await fetch(new URL("/v1/batches", server), {
      method: "POST",
      headers: { "content-type": known.type },
      body,
    });
    const text = await response.text();
    if (!/^\s*\{\s*"answers"/.test(text)) {
      const { status } = response;
      throw cliFaults.fault("CLI_SERVER_REFUSED", { server, status, code: "", title: text.slice(0, 200) });
    }
    answers.push(...answersFromJson(text));
  }
  return answers;
}

function sums({ received, stored, duplicates, quarantined }: CountsJson): readonly string[] {
  return [
    `received ${received}`,
    `stored ${stored}`,
    `duplicates ${duplicates}`,
    `quarantined ${quarantined}`,
  ];
}

function print(
  options: { readonly json?: boolean },
  { stdout }: CommandContext,
  document: object,
  rows: readonly (readonly string[])[],
): void {
  if (options.json === true) stdout.write(`${JSON.stringify(document)}\n`);
  else for (const row of rows) stdout.write(`${row.join("\t")}\n`);
}
