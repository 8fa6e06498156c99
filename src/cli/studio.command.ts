import type { Command } from "commander";
import { authorize } from "#access";
import { standingOf, versionStates, type VersionSummary } from "#models";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { addProjectVerbs } from "./studio-project.ts";
import { writeUserFile } from "./read-user-file.ts";
import {
  atDesk,
  notA,
  type OpenDesk,
  signAtDesk,
  type SigningOptions,
  type StudioOptions,
  withDesk,
  withHand,
} from "./studio-desk.ts";

/** `touchstone studio …`: projects and versions of scorecards, as the pages have them. */
export const registerStudio: RegisterCommand = (program, context) => {
  const verb = program
    .command("studio")
    .description("modelling projects and versions of scorecards (评分卡建模), as on the pages");
  addProjectVerbs(verb, context);
  addVersionVerbs(verb, context);
};

function addVersionVerbs(verb: Command, context: CommandContext): void {
  withDesk(verb.command("list"))
    .description("list projects and versions")
    .action(async (options: StudioOptions) => {
      await atDesk(options, context, async (desk) => await list(desk, options, context));
    });
  withHand(verb.command("move"))
    .description("take a version a step on: validated, approved, shadow, champion, retired")
    .argument("<version>", "number of the version")
    .argument("<state>", "where to")
    .option("--text <words>", "findings of a validation, reason of the others", "")
    .action(async (number: string, state: string, options: SigningOptions & { readonly text: string }) => {
      await signAtDesk(options, context, async (desk) => {
        const { id, sha256 } = await findVersion(desk, number);
        const to = versionStates.find((one) => one === state);
        if (to === undefined || to === "developed") throw notA("<state>", state, "a state after developed");
        const { text } = options;
        const moved = await desk.areas.studio.move(desk.by, { id, to, sha256, text });
        context.stdout.write(`${moved.version}  ${moved.state}  ${moved.name}\n`);
        return [{ action: `scorecard.${to}`, subject: id }];
      });
    });
  withDesk(verb.command("verify"))
    .description(
      "recompute what was signed: data, plan, bins, certificates, points, evaluation, exports, seals",
    )
    .argument("<version>", "number of the version")
    .option("--replay", "also run the steps again on the rows and compare what they leave")
    .option("--prove <file>", "write the log's evidence for its newest signature, for `touchstone verify`")
    .action(async (number: string, options: VerifyOptions) => {
      await atDesk(options, context, async (desk) => await verify(desk, number, options, context));
    });
  withDesk(verb.command("export"))
    .description("write a version's file as it was sealed, or its model card")
    .argument("<version>", "number of the version")
    .requiredOption(
      "--format <format>",
      "json, postgresql, clickhouse, duckdb, mysql, pmml, xlsx, model-card or model-card.pdf",
    )
    .requiredOption("--out <file>", "file to write")
    .action(
      async (number: string, options: StudioOptions & { readonly format: string; readonly out: string }) => {
        await atDesk(options, context, async (desk) => {
          writeUserFile("--out", options.out, await contentOf(desk, number, options.format));
        });
      },
    );
}

async function list(
  { areas: { studio }, by }: OpenDesk,
  { json }: StudioOptions,
  { stdout }: CommandContext,
): Promise<void> {
  authorize(by, "scorecard.read");
  const found = await studio.projects.list(by.party.id);
  const projects = found.map((project) => ({
    id: project.id,
    name: project.name,
    revision: project.revision,
    steps: Object.fromEntries(standingOf(project).map(({ step, state }) => [step, state])),
  }));
  const versions = await studio.versions.list(by.party.id);
  if (json === true) {
    stdout.write(`${JSON.stringify({ projects, versions })}\n`);
    return;
  }
  for (const { id, name, revision, steps } of projects) {
    const signed = Object.values(steps).filter((state) => state === "signed").length;
    stdout.write(`${id}  revision ${revision}  ${signed}/8 signed  ${name}\n`);
  }
  for (const version of versions) stdout.write(`${lineOf(version)}\n`);
}

function lineOf({ version, state, name, auc, ks }: VersionSummary): string {
  const figures = auc === null ? "-" : `AUC ${auc.value.toFixed(4)}  KS ${(ks ?? 0).toFixed(4)}`;
  return `${version}  ${state}  ${figures}  ${name}`;
}

interface VerifyOptions extends StudioOptions {
  readonly replay?: boolean;
  readonly prove?: string;
}

async function verify(
  desk: OpenDesk,
  number: string,
  { replay, prove, json }: VerifyOptions,
  { stdout, setExitCode }: CommandContext,
): Promise<void> {
  const { areas, by } = desk;
  authorize(by, "scorecard.read");
  const { id } = await findVersion(desk, number);
  const { links, bundle } = await areas.studio.verify(by, { versionId: id, isReplayed: replay === true });
  const isWhole = links.every(({ expected, found }) => expected === found);
  if (json === true) {
    stdout.write(`${JSON.stringify({ version: Number(number), isWhole, links })}\n`);
  } else {
    for (const { link, expected, found } of links) {
      const shown =
        expected === found ? `ok       ${expected}` : `DIFFERS  ${expected} -> ${found ?? "absent"}`;
      stdout.write(`${link.padEnd(22)}${shown}\n`);
    }
  }
  if (prove !== undefined) {
    if (bundle === null) throw notA("--prove", number, "a version that is sealed");
    writeUserFile("--prove", prove, bundle);
  }
  setExitCode(isWhole ? 0 : 1);
}

async function contentOf(desk: OpenDesk, number: string, format: string): Promise<Uint8Array | string> {
  const { areas, by } = desk;
  authorize(by, "scorecard.read");
  const { id } = await findVersion(desk, number);
  if (format === "model-card.pdf") return await areas.studio.printModelCard(by, id);
  if (format === "model-card") return `${JSON.stringify(await areas.studio.modelCard(by, id), null, 2)}\n`;
  return (await areas.studio.readExport(by, id, format)).bytes;
}

async function findVersion({ areas, by }: OpenDesk, number: string): Promise<VersionSummary> {
  const found = await areas.studio.versions.list(by.party.id);
  const version = found.find((one) => String(one.version) === number);
  if (version === undefined) throw notA("<version>", number, "the number of a version");
  return version;
}
