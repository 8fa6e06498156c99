import type { Command } from "commander";
import { authorize } from "#access";
import type { Job } from "#jobs";
import { changePlan, developmentPlanSchema, signStep, standingOf } from "#models";
import { type DataTable, type DevelopmentStep, developmentSteps, textOfCell } from "#scorecard";
import type { CommandContext } from "./command-context.ts";
import { readUserFile, writeUserFile } from "./read-user-file.ts";
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

/** What a project's pages do: its rows, its plan, its steps and the version that comes of them. */
export function addProjectVerbs(verb: Command, context: CommandContext): void {
  addDataVerbs(verb, context);
  addStepVerbs(verb, context);
}

function addDataVerbs(verb: Command, context: CommandContext): void {
  withDesk(verb.command("data"))
    .description("write a project's rows as CSV, to develop on them by the command line")
    .argument("<project>", "id of the project")
    .requiredOption("--out <file>", "CSV file to write")
    .action(async (id: string, options: StudioOptions & { readonly out: string }) => {
      await atDesk(options, context, async ({ areas, by }) => {
        authorize(by, "scorecard.develop");
        writeUserFile("--out", options.out, csvOf(await areas.studio.rows(by, id)));
      });
    });
  withDesk(verb.command("plan"))
    .description("write a project's plan, or give it another one")
    .argument("<project>", "id of the project")
    .option("--out <file>", "write the plan (JSON) here")
    .option("--set <file>", "make this plan (JSON) the next revision")
    .action(async (id: string, options: StudioOptions & { readonly out?: string; readonly set?: string }) => {
      await atDesk(options, context, async (desk) => await plan(desk, id, options, context));
    });
}

function addStepVerbs(verb: Command, context: CommandContext): void {
  withDesk(verb.command("run"))
    .description("run a step and whatever before it is not up to date")
    .argument("<project>", "id of the project")
    .argument("<step>", developmentSteps.join(", "))
    .action(async (id: string, step: string, options: StudioOptions) => {
      await atDesk(options, context, async (desk) => {
        authorize(desk.by, "scorecard.develop");
        const job = await desk.areas.studio.startStep(desk.by, id, stepOf(step));
        await untilDone(desk, job, context);
        await showSteps(desk, id, context);
      });
    });
  withHand(verb.command("sign"))
    .description("sign the result of a step, or of all that are not signed")
    .argument("<project>", "id of the project")
    .argument("[step]", "left out, every step that is not signed")
    .option("--comment <words>", "said with the signature", "")
    .action(
      async (
        id: string,
        step: string | undefined,
        options: SigningOptions & { readonly comment: string },
      ) => {
        await signAtDesk(options, context, async (desk) => {
          const wanted = { id, step: step === undefined ? null : stepOf(step), comment: options.comment };
          const signed = await sign(desk, wanted);
          await showSteps(desk, id, context);
          return signed.map((one) => ({ action: `scorecardProject.signed.${one}`, subject: id }));
        });
      },
    );
  withHand(verb.command("publish"))
    .description("make a version of a project whose eight steps are signed")
    .argument("<project>", "id of the project")
    .requiredOption("--name <name>", "name of the version")
    .action(async (id: string, options: SigningOptions & { readonly name: string }) => {
      await signAtDesk(options, context, async ({ areas, by }) => {
        authorize(by, "scorecard.develop");
        const { id: subject, version, sha256, name } = await areas.studio.publish(by, id, options.name);
        context.stdout.write(`${version}  developed  ${name}  ${sha256}\n`);
        return [{ action: "scorecard.developed", subject }];
      });
    });
}

async function plan(
  { areas: { studio }, by }: OpenDesk,
  id: string,
  { out, set }: { readonly out?: string; readonly set?: string },
  { stdout }: CommandContext,
): Promise<void> {
  authorize(by, set === undefined ? "scorecard.read" : "scorecard.develop");
  const project = await studio.find(by, id);
  if (set !== undefined) {
    const given = developmentPlanSchema.safeParse(JSON.parse(readUserFile("--set", set).toString("utf8")));
    if (!given.success) throw notA("--set", set, "a development plan");
    const changed = await changePlan(studio, by, { id, baseRevision: project.revision, plan: given.data });
    stdout.write(`revision ${changed.revision}\n`);
  }
  if (out === undefined) return;
  const { plan: current } = await studio.find(by, id);
  writeUserFile("--out", out, `${JSON.stringify(current, null, 2)}\n`);
}

async function sign(
  { areas: { studio }, by }: OpenDesk,
  wanted: { readonly id: string; readonly step: DevelopmentStep | null; readonly comment: string },
): Promise<readonly DevelopmentStep[]> {
  authorize(by, "scorecard.develop");
  const signed: DevelopmentStep[] = [];
  const { id, comment } = wanted;
  for (const { step, state, artefact } of standingOf(await studio.find(by, id))) {
    const isWanted = wanted.step === null ? state !== "signed" : step === wanted.step;
    if (!isWanted) continue;
    await signStep(studio, by, { id, step, sha256: artefact?.sha256 ?? "", comment });
    signed.push(step);
  }
  return signed;
}

async function untilDone(
  { foundation }: OpenDesk,
  { id, partyId }: Job,
  { stderr }: CommandContext,
): Promise<void> {
  const { runner } = foundation.jobs;
  const ended = Promise.withResolvers<Job>();
  const stop = runner.watch(id, (job) => {
    if (job.finishedAtMs !== null) ended.resolve(job);
  });
  const now = await runner.find(partyId, id);
  const job = now.finishedAtMs === null ? await ended.promise : now;
  stop();
  if (job.state === "succeeded") return;
  stderr.write(`${job.problem?.code ?? ""}: ${job.problem?.en ?? ""}\n`);
  throw notA("<step>", job.state, "a run that succeeds");
}

async function showSteps({ areas, by }: OpenDesk, id: string, { stdout }: CommandContext): Promise<void> {
  for (const { step, state, artefact } of standingOf(await areas.studio.find(by, id))) {
    stdout.write(`${step.padEnd(12)}${state.padEnd(10)}${artefact?.sha256 ?? "-"}\n`);
  }
}

function stepOf(text: string): DevelopmentStep {
  const step = developmentSteps.find((one) => one === text);
  if (step === undefined) throw notA("<step>", text, developmentSteps.join(", "));
  return step;
}

/** The rows as CSV: what a page developed on, byte for byte the same numbers. */
function csvOf(table: DataTable): string {
  const lines = [table.columns.map(({ id }) => quoted(id)).join(",")];
  for (let row = 0; row < table.rows; row++) {
    lines.push(table.columns.map((column) => quoted(textOfCell(column, row) ?? "")).join(","));
  }
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
