import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { dataClasses } from "#consent";
import { type BusinessDay, addDays, businessDayOf, type Clock } from "#kernel";
import type { SimulatedPilot } from "#simulate";
import { type PilotCast, type Stage, assembleCast } from "./pilot-cast.ts";
import { playCard } from "./play-card.ts";
import { playCredit } from "./play-credit.ts";
import { playFund } from "./play-fund.ts";
import { type StoryPerson, idOf } from "./story-person.ts";

/** What a step of the story works on. */
export interface Story {
  readonly cast: PilotCast;
  readonly pilot: SimulatedPilot;
  /** Where the pilot's files are. */
  readonly directory: string;
  /** The bank's party. */
  readonly bankPartyId: string;
  readonly signal: AbortSignal;
  readonly today: BusinessDay;
}

const sample = {
  seed: "pilot-1",
  borrowers: 30,
  prospects: 10,
  months: 28,
  endDay: "2026-10-31",
  deliveries: 7,
} as const;

/**
 * Plays a simulated pilot (模拟试点) of one bank, one platform and one fund on a server, through its own interface: enrols
 * forty enterprises, records their consents, mirrors the loan book, weighs an expert card, evaluates, warns, grants one
 * loan and follows a borrower in trouble to the fund's payment. What was done before is not done again.
 * @returns when all of it is done; rejects soon after the signal
 */
export async function playPilot(
  stage: Stage,
  options: { readonly folder: string; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const { folder, clock, signal } = options;
  const cast = await assembleCast(stage);
  if (
    (await evaluationsOf(cast.accountManager)).some(({ dataset }) => dataset === `simulated-${sample.seed}`)
  )
    return;
  const { simulatePilot } = await import("#simulate");
  const directory = join(folder, "pilot");
  await rm(directory, { recursive: true, force: true });
  const pilot = await simulatePilot({ ...sample, directory, truthFile: null, onProgress: () => undefined });
  const story: Story = {
    cast,
    pilot,
    directory,
    bankPartyId: stage.bank.partyId,
    signal,
    today: businessDayOf(clock()),
  };
  for (const play of [
    enrol,
    recordConsents,
    playCard,
    mirrorLoanBook,
    evaluate,
    warn,
    playFund,
    playCredit,
  ]) {
    signal.throwIfAborted();
    await play(story);
  }
  await rm(directory, { recursive: true, force: true });
}

const registerSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), code: z.string(), dataset: z.string(), ownPartyId: z.string().nullable() }),
  ),
});

/** The enterprises of the pilot as the register has them. */
export async function registeredOf({ cast, pilot }: Story) {
  const { items } = registerSchema.parse(await cast.accountManager.get("/v1/enterprises"));
  return items.filter(({ dataset }) => dataset === pilot.dataset);
}

const partiesSchema = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) });

/** The id of a party by its code. */
export async function partyIdOf({ cast }: Story, code: string): Promise<string> {
  const { items } = partiesSchema.parse(await cast.administrator.get("/v1/parties"));
  return items.find((party) => party.code === code)?.id ?? "";
}

async function enrol(story: Story): Promise<void> {
  if ((await registeredOf(story)).length > 0) return;
  const bytes = await readFile(join(story.directory, "enterprises.csv"));
  await story.cast.accountManager.post("/v1/enterprises", {
    dataset: story.pilot.dataset,
    fileName: "enterprises.csv",
    contentBase64: bytes.toString("base64"),
    platformPartyId: await partyIdOf(story, "platform"),
  });
}

/** Papers signed by the owners, written down by one person and confirmed by another; for two purposes. */
async function recordConsents(story: Story): Promise<void> {
  const { cast, today, bankPartyId } = story;
  const enterprises = await registeredOf(story);
  for (const purpose of ["creditEvaluation", "postLoan"] as const) {
    const answer = await cast.accountManager.post("/v1/consents/papers", {
      papers: enterprises.map(({ id, code }) => ({
        enterpriseId: id,
        reference: `模拟授权书-${code}`,
        scanSha256: createHash("sha256").update(`模拟授权书-${code}`).digest("hex"),
      })),
      granteePartyId: bankPartyId,
      purpose,
      dataClasses: [...dataClasses],
      fromOn: today,
      untilOn: addDays(today, 365),
    });
    const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(answer);
    await cast.creditOfficer.post("/v1/consents/grants", { ids: items.map(({ id }) => id) });
  }
}

async function mirrorLoanBook({ cast, pilot }: Story): Promise<void> {
  const outcome = z.object({ kind: z.string(), findings: z.array(z.object({ en: z.string() })) });
  for (const folder of pilot.deliveries) {
    const uploadId = await upload(cast.postLoanManager, folder);
    const answer = outcome.parse(await cast.postLoanManager.post("/v1/loan-book/deliveries", { uploadId }));
    if (answer.kind === "refused") {
      throw new Error(`delivery ${folder}: ${answer.findings.map(({ en }) => en).join("; ")}`);
    }
  }
}

async function evaluate({ cast, pilot, directory, signal }: Story): Promise<void> {
  const uploadId = await upload(cast.accountManager, join(directory, "data"));
  const started = await cast.accountManager.post("/v1/evaluations", {
    uploadId,
    dataset: pilot.dataset,
    budgetFen: "1500000000",
  });
  const { jobId } = z.object({ jobId: z.string() }).parse(started);
  await jobEnd(cast.accountManager, jobId, signal);
}

/** The rules as of several month ends, so that alerts have a history. */
async function warn({ cast, signal }: Story): Promise<void> {
  for (const asOf of ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"]) {
    const jobId = idOf(await cast.postLoanManager.post("/v1/watch/runs", { asOf }));
    await jobEnd(cast.postLoanManager, jobId, signal);
  }
}

async function upload(person: StoryPerson, folder: string): Promise<string> {
  const uploadId = idOf(await person.post("/v1/uploads"));
  const entries = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isFile())) {
    const bytes = await readFile(join(folder, name));
    await person.putFile(`/v1/uploads/${uploadId}/files/${encodeURIComponent(name)}`, bytes);
  }
  return uploadId;
}

const jobSchema = z.object({ state: z.string(), problem: z.object({ en: z.string() }).nullable() });
const pollMs = 300;

/** Waits until a job succeeded. @throws when it ended otherwise */
export async function jobEnd(person: StoryPerson, jobId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const job = jobSchema.parse(await person.get(`/v1/jobs/${jobId}`));
    if (job.state === "succeeded") return;
    if (job.state !== "queued" && job.state !== "running") {
      throw new Error(`job ${jobId} ${job.state}: ${job.problem?.en ?? ""}`);
    }
    await wait(pollMs, undefined, { signal });
  }
}

async function evaluationsOf(person: StoryPerson) {
  const answer = await person.get("/v1/evaluations");
  return z
    .object({ items: z.array(z.object({ dataset: z.string(), state: z.string() })) })
    .parse(answer)
    .items.filter(({ state }) => state === "succeeded");
}
