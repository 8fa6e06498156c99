import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJobStore } from "#adapters/postgres";
import { openJobRunner, type RunEvaluation } from "#jobs";
import { defineFaults, systemClock } from "#kernel";
import { buildEvaluation } from "../report/report-fixture.ts";
import {
  bodyOf,
  type Caller,
  openTestServer,
  signInAs,
  type TestServer,
} from "./testing/open-test-server.ts";

const faults = defineFaults({ TEST_BAD_FILES: { kind: "badInput", zh: "文件不对", en: "Bad files" } });

/** What the next evaluation does. */
let behaviour: RunEvaluation;
let server: TestServer;
let officer: Caller;

beforeAll(async () => {
  server = await openTestServer(async (input) => await behaviour(input));
  officer = await signInAs(server, "officer", "creditOfficer");
});

afterAll(async () => await server.close());

/** Works until it is stopped, reporting now and then. */
const endless: RunEvaluation = async ({ signal, onProgress }) => {
  for (let done = 0; ; done++) {
    onProgress({ step: "scorecard", done, total: 1000, unit: "fits" });
    await sleep(10, undefined, { signal });
  }
};

describe("a job", () => {
  it("tells how far it is, and stops when it is asked to", async () => {
    behaviour = endless;
    const jobId = await start();
    const events = readEvents(await officer("GET", `/v1/jobs/${jobId}/events`));
    const first = [await events.next(), await events.next(), await events.next()].map(({ value }) => value);
    expect(first.at(-1)).toMatchObject({
      state: "running",
      progress: { step: "scorecard", total: 1000, unit: "fits" },
    });
    const cancelled = await officer("POST", `/v1/jobs/${jobId}/cancel`);
    expect(cancelled.status).toBe(202);
    let last: Record<string, unknown> = {};
    for await (const event of events) last = event;
    expect(last).toMatchObject({ state: "cancelled", problem: { code: "JOBS_CANCELLED" } });
    expect(await bodyOf(officer("GET", `/v1/jobs/${jobId}`))).toMatchObject({ state: "cancelled" });
  });

  it("survives a reload: a second reader starts with the current state", async () => {
    behaviour = endless;
    const jobId = await start();
    const first = readEvents(await officer("GET", `/v1/jobs/${jobId}/events`));
    await first.next();
    await first.return(undefined);
    await sleep(300);
    const again = readEvents(await officer("GET", `/v1/jobs/${jobId}/events`));
    const { value } = await again.next();
    expect(value).toMatchObject({ state: "running" });
    expect((value as { progress: { done: number } }).progress.done).toBeGreaterThan(5);
    await officer("POST", `/v1/jobs/${jobId}/cancel`);
    for await (const _ of again);
  });

  it("waits its turn and can be cancelled before it has begun", async () => {
    behaviour = endless;
    const running = await start();
    const waiting = await start();
    expect(await bodyOf(officer("GET", `/v1/jobs/${waiting}`))).toMatchObject({ state: "queued" });
    await officer("POST", `/v1/jobs/${waiting}/cancel`);
    await officer("POST", `/v1/jobs/${running}/cancel`);
    for (const id of [running, waiting]) expect(await ended(id)).toMatchObject({ state: "cancelled" });
  });

  it("that fails for the files' sake says so in both languages", async () => {
    behaviour = async () => {
      throw faults.fault("TEST_BAD_FILES");
    };
    expect(await ended(await start())).toMatchObject({
      state: "failed",
      problem: { code: "TEST_BAD_FILES", zh: "文件不对", en: "Bad files" },
    });
  });

  it("that fails by our fault keeps the cause for the log and gives no detail away", async () => {
    behaviour = async () => {
      throw new Error("secret detail");
    };
    const job = await ended(await start());
    expect(job).toMatchObject({ state: "failed", problem: { code: "JOBS_FAILED" } });
    expect(JSON.stringify(job)).not.toContain("secret detail");
    expect(server.failures.map(String)).toContain("Error: secret detail");
  });

  it("whose evaluation succeeded is succeeded, and the evaluation has its document", async () => {
    const evaluation = { ...buildEvaluation(3), simulated: false };
    behaviour = async () => evaluation;
    const job = await ended(await start());
    expect(job).toMatchObject({ state: "succeeded", attempt: 1, problem: null });
    expect(await bodyOf(officer("GET", `/v1/evaluations/${job["key"]}`))).toMatchObject({
      state: "succeeded",
    });
  });

  it("of another party is not found", async () => {
    const stranger = "01900000-0000-7000-8000-000000000001";
    const { items } = await bodyOf<{ items: { id: string }[] }>(officer("GET", "/v1/jobs"));
    await expect(server.services.jobs.runner.find(stranger, items[0]?.id ?? "")).rejects.toMatchObject({
      code: "JOBS_JOB_NOT_FOUND",
    });
  });

  it("that a killed process left running is interrupted at the next start", async () => {
    behaviour = endless;
    const jobId = await start();
    await sleep(100);
    // A second runner on the same store stands for the program that starts after a kill.
    const next = await openJobRunner({
      store: createJobStore(server.record),
      clock: systemClock,
      partyIds: [server.record.partyId],
      onFailure: () => {},
    });
    expect(await next.find(server.record.partyId, jobId)).toMatchObject({
      state: "interrupted",
      problem: { code: "JOBS_INTERRUPTED" },
    });
    await officer("POST", `/v1/jobs/${jobId}/cancel`);
    await ended(jobId);
  });
});

async function start(): Promise<string> {
  const { id } = await bodyOf<{ id: string }>(officer("POST", "/v1/uploads"));
  await officer("PUT", `/v1/uploads/${id}/files/a.csv`, { body: "x" });
  const answer = await officer("POST", "/v1/evaluations", { json: { uploadId: id, dataset: "d" } });
  return (await bodyOf<{ jobId: string }>(answer)).jobId;
}

async function ended(jobId: string): Promise<Record<string, unknown>> {
  for await (const _ of readEvents(await officer("GET", `/v1/jobs/${jobId}/events`)));
  return await bodyOf(officer("GET", `/v1/jobs/${jobId}`));
}

async function* readEvents(answer: Response): AsyncGenerator<Record<string, unknown>, void> {
  expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk).toString("utf8");
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) yield JSON.parse(data) as Record<string, unknown>;
    }
  }
}
