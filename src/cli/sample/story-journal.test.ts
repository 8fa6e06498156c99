import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { notedPerson, openJournal } from "./story-journal.ts";
import { type StoryPerson, StoryRefused } from "./story-person.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "touchstone-journal-"));
  path = join(folder, "story.journal");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A server that keeps one thing for each key, as ours does, and can fall down after doing what it was asked. */
function openServer() {
  const made = new Map<string, number>();
  let fallsAfter = Number.POSITIVE_INFINITY;
  let asked = 0;
  const person: StoryPerson = {
    accountId: "a",
    partyId: "p",
    get: async () => made.size,
    post: async (url, _body, key = String(Math.random())) => {
      const id = made.get(`${url} ${key}`) ?? made.size + 1;
      made.set(`${url} ${key}`, id);
      asked += 1;
      if (asked > fallsAfter) throw new Error("fell");
      return { id };
    },
    put: async () => null,
    putFile: async () => null,
  };
  return {
    person,
    made,
    fallAfter: (requests: number) => {
      asked = 0;
      fallsAfter = requests;
    },
  };
}

/** A story whose way depends on what it is answered. */
async function tell(person: StoryPerson): Promise<unknown[]> {
  const signal = new AbortController().signal;
  const journal = openJournal(path, signal);
  const noted = notedPerson(person, journal);
  if ((await noted.get("/things")) !== 0) return [];
  const answers: unknown[] = [];
  for (let number = 0; number < 4; number += 1) answers.push(await noted.post("/things", { number }));
  await journal.once("two at once", async () => {
    await noted.post("/pairs");
    await noted.post("/pairs");
  });
  answers.push(await noted.post("/last"));
  journal.remove();
  return answers;
}

it.each([0, 1, 2, 3, 4, 5, 6])(
  "goes on where it was cut off, after %s requests, and does nothing twice",
  async (after) => {
    const { person, made, fallAfter } = openServer();
    fallAfter(after);
    await expect(tell(person)).rejects.toThrow("fell");
    fallAfter(Number.POSITIVE_INFINITY);
    const answers = await tell(person);
    expect(answers).toHaveLength(5);
    const things = [...made.keys()].filter((key) => key.startsWith("/things"));
    expect(things).toHaveLength(4);
    expect([...made.keys()].filter((key) => key.startsWith("/last"))).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
  },
);

it("reads past a line that was cut off, and keeps no answer of what is done at once", async () => {
  const { person, fallAfter } = openServer();
  fallAfter(6);
  await expect(tell(person)).rejects.toThrow("fell");
  appendFileSync(path, '{"what":"a POST /la');
  expect(readFileSync(path, "utf8")).not.toContain("/pairs");
  fallAfter(Number.POSITIVE_INFINITY);
  expect(await tell(person)).toHaveLength(5);
});

it("forgets what another story told, and sends under other keys then", async () => {
  const { person, made } = openServer();
  const signal = new AbortController().signal;
  await notedPerson(person, openJournal(path, signal)).post("/first");
  await notedPerson(person, openJournal(path, signal)).post("/second");
  await notedPerson(person, openJournal(path, signal)).post("/second");
  expect(made.size).toBe(2);
});

it.each([true, false])(
  "takes a refusal of what was under way at the cut for its being done",
  async (isKeyTaken) => {
    const { person, fallAfter } = openServer();
    fallAfter(2);
    await expect(tell(person)).rejects.toThrow("fell");
    fallAfter(Number.POSITIVE_INFINITY);
    const body = isKeyTaken ? "JOBS_KEY_IN_PROGRESS" : "CONSENT_STATE";
    let refusals = 0;
    const post: StoryPerson["post"] = async (url, sent, key) => {
      if (refusals === 0) {
        refusals += 1;
        throw new StoryRefused(url, { statusCode: 409, body });
      }
      return await person.post(url, sent, key);
    };
    const answers = await tell({ ...person, post });
    expect(answers[2]).toEqual(isKeyTaken ? { id: 4 } : null);
    expect(answers).toHaveLength(5);
  },
);

it("does not take a refusal of anything else for that", async () => {
  const { person } = openServer();
  const refused = new StoryRefused("/things", { statusCode: 409, body: "CONSENT_STATE" });
  await expect(tell({ ...person, post: async () => await Promise.reject(refused) })).rejects.toThrow("409");
});

it("sends nothing after it was told to stop", async () => {
  const { person, made } = openServer();
  const abort = new AbortController();
  const noted = notedPerson(person, openJournal(path, abort.signal));
  abort.abort();
  await expect(noted.post("/things")).rejects.toThrow();
  expect(made.size).toBe(0);
});
