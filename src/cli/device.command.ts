import path from "node:path";
import type { Command } from "commander";
import { writeDeviceTemplate } from "#flow";
import { isBusinessDay } from "#kernel";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { type DeskOptions, type DeviceDesk, type ImportedWorkbook, withLocalDesk } from "./device-desk.ts";
import { withServerDesk } from "./device-server-desk.ts";
import { cliFaults } from "./errors.ts";
import { showProgress } from "./progress-line.ts";
import { readUserFile, writeUserFile } from "./read-user-file.ts";

interface CommonOptions extends DeskOptions {
  readonly json?: boolean;
}

interface ImportOptions extends CommonOptions {
  readonly dataset: string;
  readonly dryRun?: boolean;
  readonly codesOut?: string;
}

/** `touchstone device`: the registry of elements, twins and collectors, without a browser. */
export const registerDevice: RegisterCommand = (program, context) => {
  const device = program
    .command("device")
    .description("elements of enterprises, their twins, and collectors (设备与采集器)");
  device
    .command("template")
    .description("write the workbook to be filled in: enterprises, places, machines, meters, collectors")
    .requiredOption("--out <file>", "where to write it (.xlsx)")
    .action(async ({ out }: { readonly out: string }) => {
      writeUserFile("--out", out, await writeDeviceTemplate());
      context.stdout.write(`${out}\n`);
    });
  onDesk(device.command("import"), "register a workbook, all or none; exit 1 when rows are wrong")
    .argument("<file>", "workbook, see `touchstone device template`")
    .requiredOption("--dataset <name>", "the data set in which the enterprises' codes are unique")
    .option("--dry-run", "check only")
    .option("--codes-out <file>", "write the one-time codes and owners' links (.xlsx)")
    .action(async (file: string, options: ImportOptions) => await importFile(file, options, context));
  onDesk(device.command("list"), "list elements")
    .option("--enterprise <id>", "of one enterprise")
    .action(async (options: CommonOptions & { readonly enterprise?: string }) => {
      const items = await withDesk(options, context, async (desk) => desk.listElements(queryOf(options)));
      print(options, context, { items }, () =>
        items.map(({ id, enterpriseId, kind, code, twin }) => [id, enterpriseId, kind, code, twin.data.name]),
      );
    });
  onDesk(device.command("twin"), "show an element's twin as of any moment, with all its versions")
    .argument("<element>", "id of the element")
    .option("--at <day>", "the day that it held on")
    .option("--known <instant>", "as far as was known then, for example 2026-11-22T08:00:00Z")
    .action(async (id: string, options: CommonOptions & TwinOptions) => {
      const twin = await withDesk(options, context, async (desk) => desk.showTwin(id, momentOf(options)));
      context.stdout.write(`${JSON.stringify(twin, null, options.json === true ? 0 : 2)}\n`);
    });
  onDesk(device.command("coverage"), "how many stored readings are of nothing in the registry")
    .option("--register", "register what they name")
    .action(async (options: CommonOptions & { readonly register?: boolean }) => {
      const counts = await withDesk(options, context, async (desk) => {
        const saved = options.register === true ? await desk.registerFound() : null;
        return { ...(await desk.showCoverage()), registered: saved?.added ?? 0 };
      });
      print(options, context, counts, () =>
        Object.entries(counts).map(([key, value]) => [key, String(value)]),
      );
    });
  registerCollectorCommands(device, context);
};

interface TwinOptions {
  readonly at?: string;
  readonly known?: string;
}

function registerCollectorCommands(device: Command, context: CommandContext): void {
  onDesk(device.command("collectors"), "list collectors and gateways with their state and keys")
    .option("--enterprise <id>", "of one enterprise")
    .action(async (options: CommonOptions & { readonly enterprise?: string }) => {
      const items = await withDesk(options, context, async (desk) => desk.listCollectors(queryOf(options)));
      print(options, context, { items }, () =>
        items.map(({ id, kind, state, name, keys }) => [id, kind, state, name, keys.at(-1)?.keyId ?? "-"]),
      );
    });
  onDesk(device.command("keys"), "show a collector's keys and when each is valid")
    .argument("<collector>", "id of the collector")
    .action(async (id: string, options: CommonOptions) => {
      const items = await withDesk(options, context, async (desk) => desk.listCollectors({}));
      const keys = items.find((one) => one.id === id)?.keys ?? [];
      print(options, context, { keys }, () =>
        keys.map(({ keyId, cameBy, validFromMs, validToMs }) => [
          keyId,
          cameBy,
          instant(validFromMs),
          validToMs === null ? "-" : instant(validToMs),
        ]),
      );
    });
  onDesk(device.command("code"), "make a further one-time code for a collector; earlier ones are void")
    .argument("<collector>", "id of the collector")
    .action(async (id: string, options: CommonOptions) => {
      const made = await withDesk(options, context, async (desk) => desk.renewCode(id));
      print(options, context, made, () => [[made.code, instant(made.expiresAtMs)]]);
    });
  const moves = {
    quarantine: "keep what a collector sends apart from now on",
    release: "let a collector out of quarantine, by another person than the one who put it there",
    revoke: "end a collector for good; what it signed stays provable",
  } as const;
  for (const move of ["quarantine", "release", "revoke"] as const) {
    onDesk(device.command(move), moves[move])
      .argument("<collector>", "id of the collector")
      .requiredOption("--reason <text>", "why")
      .action(async (id: string, options: CommonOptions & { readonly reason: string }) => {
        const moved = await withDesk(options, context, async (desk) => desk.move(id, move, options.reason));
        print(options, context, moved, () => [[moved.id, moved.state, moved.name]]);
      });
  }
}

function onDesk(command: Command, description: string): Command {
  return command
    .description(description)
    .option("--data-dir <dir>", "data directory; no server may be using it")
    .option("--server <url>", "a running server, in place of a data directory")
    .option("--party <code>", "the party to act for (default: the installation's own)")
    .option("--user <name>", "who acts; at a data directory the operator, when left out")
    .option("--password-file <file>", "file with that person's password")
    .option("--json", "print one JSON document on standard output");
}

async function withDesk<T>(
  options: DeskOptions,
  context: CommandContext,
  work: (desk: DeviceDesk) => Promise<T>,
): Promise<T> {
  const { dataDir, server } = options;
  if (dataDir !== undefined && server === undefined) {
    return await withLocalDesk({ ...options, dataDir }, context, work);
  }
  if (server !== undefined && dataDir === undefined)
    return await withServerDesk({ ...options, server }, work);
  const expected = "either a data directory or a server";
  const found = dataDir === undefined ? "neither" : "both";
  throw cliFaults.fault("CLI_BAD_OPTION", { option: "--data-dir", expected, found });
}

async function importFile(file: string, options: ImportOptions, context: CommandContext): Promise<void> {
  const bytes = readUserFile("FILE", file);
  const { report, end } = showProgress(context.stderr, context.clock);
  const made = await withDesk(options, context, async (desk) =>
    desk.importWorkbook(
      { name: path.basename(file), bytes },
      { dataset: options.dataset, isDryRun: options.dryRun === true, onProgress: report },
    ),
  );
  end();
  const { codesFile, ...shown } = made;
  if (codesFile !== null && options.codesOut !== undefined) {
    writeUserFile("--codes-out", options.codesOut, codesFile);
  }
  print(options, context, shown, () => linesOf(made, context));
  if (made.problems.length > 0) context.setExitCode(1);
}

function linesOf(made: ImportedWorkbook, { language }: CommandContext): readonly (readonly string[])[] {
  const notes = [...made.problems, ...made.warnings].map((note) => [
    note.sheet,
    String(note.row),
    note.column[language],
    note.code,
    note[language],
  ]);
  const { enterprises, elements, collectors } = made;
  return [
    ...notes,
    ...made.codes.map((one) => [one.enterprise, one.collector, one.collectorId, one.code]),
    ["enterprises", `${enterprises.registered} registered`, `${enterprises.known} known`],
    ["elements", `${elements.added} added`, `${elements.changed} changed`, `${elements.unchanged} unchanged`],
    ["collectors", `${collectors.registered} registered`, `${collectors.known} known`],
  ];
}

function print(
  { json }: CommonOptions,
  { stdout }: CommandContext,
  document: unknown,
  lines: () => readonly (readonly string[])[],
): void {
  const asText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
  if (json === true) stdout.write(`${JSON.stringify(document, asText)}\n`);
  else for (const line of lines()) stdout.write(`${line.join("\t")}\n`);
}

function queryOf({ enterprise }: { readonly enterprise?: string }): { readonly enterpriseId?: string } {
  return enterprise === undefined ? {} : { enterpriseId: enterprise };
}

function momentOf({ at, known }: TwinOptions): { readonly at?: string; readonly knownAtMs?: number } {
  if (at !== undefined && !isBusinessDay(at)) {
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--at", expected: "YYYY-MM-DD", found: at });
  }
  const knownAtMs = known === undefined ? undefined : Date.parse(known);
  if (Number.isNaN(knownAtMs)) {
    throw cliFaults.fault("CLI_BAD_OPTION", {
      option: "--known",
      expected: "an instant",
      found: known ?? "",
    });
  }
  return { ...(at === undefined ? {} : { at }), ...(knownAtMs === undefined ? {} : { knownAtMs }) };
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}
