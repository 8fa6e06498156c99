import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { dataClasses } from "#consent";
import { addDays, businessDayOf, type Clock } from "#kernel";
import type { PlatformAddress } from "../plants/collector-configuration.ts";
import { type PilotCast, type Stage, assembleCast, simulatedCodes } from "./pilot-cast.ts";
import { playCard } from "./play-card.ts";
import { playCustomers } from "./play-customers.ts";
import { playCredit } from "./play-credit.ts";
import { playScorecard } from "./play-scorecard.ts";
import { playFund } from "./play-fund.ts";
import { type Story, jobEnd, registeredOf } from "./story.ts";
import { notedPerson, openJournal, type StoryJournal } from "./story-journal.ts";
import { type StoryPerson, idOf, signInForStory } from "./story-person.ts";
import { registerPlants } from "./plants/register-plants.ts";
import { findPlaces } from "./find-places.ts";
import { writeTour } from "./tour.ts";

const sample = {
  seed: "pilot-1",
  borrowers: 30,
  prospects: 10,
  months: 28,
  endDay: "2026-10-31",
  deliveries: 7,
  platformCode: simulatedCodes.platform,
} as const;

/**
 * Plays a simulated pilot (模拟试点) of one bank, one platform and one fund on a server, through its own interface: enrols
 * forty enterprises, records their consents, mirrors the loan book, weighs an expert card, evaluates, warns, follows a
 * borrower in trouble to the fund's payment, and grants a loan. A pilot that was played is not played again; one that was
 * cut off goes on at the request that was not answered.
 * @returns when all of it is done; rejects soon after the signal
 */
export async function playPilot(
  stage: Stage,
  options: {
    readonly folder: string;
    readonly address: PlatformAddress;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { folder, address, clock, signal } = options;
  const cast = await assembleCast(stage);
  const { simulatePilot } = await import("#simulate");
  const directory = join(folder, "pilot");
  await rm(directory, { recursive: true, force: true });
  const pilot = await simulatePilot({ ...sample, directory, truthFile: null, onProgress: () => undefined });
  const ownersOf = async (partyId: string): Promise<string | null> =>
    (await stage.access.accounts.list(partyId)).find(({ role }) => role === "owner")?.id ?? null;
  const journal = openJournal(join(folder, "simulated-pilot.journal"), signal);
  const signInOwner = async (partyId: string): Promise<StoryPerson | null> => {
    const accountId = await ownersOf(partyId);
    if (accountId === null) return null;
    const owner = await signInForStory(stage.server, stage.access, { partyId, accountId });
    return notedPerson(owner, journal);
  };
  const today = businessDayOf(clock());
  const story: Story = {
    cast,
    pilot,
    directory,
    folder,
    address,
    clock,
    ownersOf,
    signInOwner,
    signal,
    once: journal.once,
    today,
  };
  const noted: Story = { ...story, cast: notedCast(cast, journal) };
  for (const play of [
    enrol,
    recordConsents,
    playCard,
    mirrorLoanBook,
    evaluate,
    warn,
    playFund,
    playCredit,
    playScorecard,
    playCustomers,
  ]) {
    signal.throwIfAborted();
    await play(noted);
  }
  // A plant that is enrolled is left as it is, and the codes that plants are enrolled with are not noted.
  await registerPlants(story);
  writeTour(folder, cast, await findPlaces(story));
  journal.remove();
  await rm(directory, { recursive: true, force: true });
}

function notedCast(cast: PilotCast, journal: StoryJournal): PilotCast {
  const people = Object.entries(cast) as [keyof PilotCast, StoryPerson][];
  return Object.fromEntries(
    people.map(([key, one]) => [key, notedPerson(one, journal)]),
  ) as unknown as PilotCast;
}

async function enrol(story: Story): Promise<void> {
  if ((await registeredOf(story)).length > 0) return;
  const bytes = await readFile(join(story.directory, "enterprises.csv"));
  // The answer has the owners' secrets, which are kept nowhere.
  await story.once("enrol", async () => {
    await story.cast.accountManager.post("/v1/enterprises", {
      dataset: story.pilot.dataset,
      fileName: "enterprises.csv",
      contentBase64: bytes.toString("base64"),
      platformPartyId: story.cast.platformOperator.partyId,
    });
  });
}

const consentsSchema = z.object({ items: z.array(z.object({ id: z.string(), state: z.string() })) });

/** Papers signed by the owners, written down by one person and confirmed by another; for two purposes. */
async function recordConsents(story: Story): Promise<void> {
  const { cast, today } = story;
  const enterprises = await registeredOf(story);
  const { items: known } = consentsSchema.parse(await cast.accountManager.get("/v1/consents"));
  if (known.some(({ state }) => state === "granted")) return;
  for (const purpose of ["creditEvaluation", "postLoan"] as const) {
    const answer = await cast.accountManager.post("/v1/consents/papers", {
      papers: enterprises.map(({ id, code }) => ({
        enterpriseId: id,
        reference: `模拟授权书-${code}`,
        scanSha256: createHash("sha256").update(`模拟授权书-${code}`).digest("hex"),
      })),
      granteePartyId: cast.accountManager.partyId,
      purpose,
      dataClasses: [...dataClasses],
      fromOn: today,
      untilOn: addDays(today, 365),
    });
    const { items } = consentsSchema.parse(answer);
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

async function evaluate(story: Story): Promise<void> {
  await story.once("evaluate", async () => await evaluateOnce(story));
}

async function evaluateOnce({ cast, pilot, directory, signal }: Story): Promise<void> {
  if ((await evaluationsOf(cast.accountManager)).some(({ dataset }) => dataset === pilot.dataset)) return;
  const uploadId = await upload(cast.accountManager, join(directory, "data"));
  const started = await cast.accountManager.post("/v1/evaluations", {
    uploadId,
    dataset: pilot.dataset,
    budgetFen: "1500000000",
  });
  const { jobId } = z.object({ jobId: z.string() }).parse(started);
  await jobEnd(cast.accountManager, jobId, signal);
}

/** The rules as of several month ends, so that alerts have a history; each enterprise has people who look after it. */
async function warn(story: Story): Promise<void> {
  const { cast, signal } = story;
  for (const { id } of await registeredOf(story)) {
    await cast.riskOfficer.post(`/v1/watch/keepers/${id}`, {
      accountManagerId: cast.accountManager.accountId,
      postLoanManagerId: cast.postLoanManager.accountId,
    });
  }
  for (const asOf of ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"]) {
    await story.once(`watch ${asOf}`, async () => {
      const { items } = runsSchema.parse(await cast.postLoanManager.get("/v1/watch/runs"));
      // Alerts do not run backwards: a day that is done, or lies before one, is not run again.
      if (items.some((run) => run.asOf >= asOf)) return;
      const jobId = idOf(await cast.postLoanManager.post("/v1/watch/runs", { asOf }));
      await jobEnd(cast.postLoanManager, jobId, signal);
    });
  }
}

const runsSchema = z.object({ items: z.array(z.object({ asOf: z.string() })) });

async function upload(person: StoryPerson, folder: string): Promise<string> {
  const uploadId = idOf(await person.post("/v1/uploads"));
  const entries = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isFile())) {
    const bytes = await readFile(join(folder, name));
    await person.putFile(`/v1/uploads/${uploadId}/files/${encodeURIComponent(name)}`, bytes);
  }
  return uploadId;
}

async function evaluationsOf(person: StoryPerson) {
  const answer = await person.get("/v1/evaluations");
  return z
    .object({ items: z.array(z.object({ dataset: z.string(), state: z.string() })) })
    .parse(answer)
    .items.filter(({ state }) => state === "succeeded");
}
