import { createHash, randomUUID } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { writeFileDurably } from "#adapters/files";
import { type StoryPerson, StoryRefused } from "./story-person.ts";

/**
 * What the story asked and was answered, in order, kept beside the stores: a story that was cut off is told again from the
 * beginning, gets the same answers without asking, and goes on at the first request that was not answered. That one is sent
 * under the key it had, so what was done before the cut is not done twice; where it is refused now because it was done, that
 * is its answer.
 */
export interface StoryJournal {
  /** The noted answer; else sends, and notes what comes. @throws the signal's reason before anything is sent */
  request(what: string, send: (key: string) => Promise<unknown>): Promise<unknown>;
  /**
   * Work that must not be cut in two, such as an upload and the job on it: all of it is noted, or it is begun anew. Its
   * answers are not kept.
   */
  once(name: string, work: () => Promise<void>): Promise<void>;
  /** The story is over. */
  remove(): void;
}

interface Note {
  readonly what: string;
  readonly answer: unknown;
}

/** Opens the journal at a path; a line that was cut off is as if it had not been written. */
export function openJournal(path: string, signal: AbortSignal): StoryJournal {
  let { id, notes } = readJournal(path);
  let told = 0;
  /** The request that may have been under way at the cut. */
  const cutAt = notes.length;
  let isWhole = false;
  const rewrite = (kept: readonly Note[]): void => {
    // Other requests follow now, and must not meet the keys of those that are forgotten.
    id = randomUUID();
    notes = [...kept];
    writeFileDurably(path, [{ id }, ...notes].map(lineOf).join(""));
  };
  rewriteWhereNeeded();
  /** Whether the next note is this one; where another story was told, what is left of it is forgotten. */
  const isNoted = (what: string): boolean => {
    signal.throwIfAborted();
    const next = notes[told];
    if (next !== undefined && next.what !== what) rewrite(notes.slice(0, told));
    return next?.what === what;
  };
  const note = (what: string, answer: unknown): unknown => {
    notes.push({ what, answer });
    appendDurably(path, lineOf({ what, answer }));
    told = notes.length;
    return answer;
  };
  return {
    request: async (what, send) => {
      if (isWhole) {
        signal.throwIfAborted();
        return await send(randomUUID());
      }
      if (isNoted(what)) return notes[told++]?.answer;
      const key = keyOf(id, told);
      return note(what, cutAt > 0 && told === cutAt ? await sendAgain(send, key) : await send(key));
    },
    once: async (name, work) => {
      if (isNoted(name)) {
        told += 1;
        return;
      }
      isWhole = true;
      try {
        await work();
      } finally {
        isWhole = false;
      }
      note(name, null);
    },
    remove: () => rmSync(path, { force: true }),
  };

  function rewriteWhereNeeded(): void {
    const text = [{ id }, ...notes].map(lineOf).join("");
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileDurably(path, text);
  }
}

async function sendAgain(send: (key: string) => Promise<unknown>, key: string): Promise<unknown> {
  try {
    return await send(key);
  } catch (cause) {
    if (!(cause instanceof StoryRefused) || cause.status !== conflict) throw cause;
    return cause.isKeyTaken ? await sendAgain(send, randomUUID()) : null;
  }
}

const conflict = 409;

/** A person whose requests are noted. */
export function notedPerson(person: StoryPerson, journal: StoryJournal): StoryPerson {
  const asked = async (what: string, send: (key: string) => Promise<unknown>): Promise<unknown> =>
    await journal.request(`${person.accountId} ${what}`, send);
  return {
    ...person,
    get: async (url) => await asked(`GET ${url}`, async () => await person.get(url)),
    post: async (url, body) => await asked(`POST ${url}`, async (key) => await person.post(url, body, key)),
    put: async (url, body) => await asked(`PUT ${url}`, async () => await person.put(url, body)),
    putFile: async (url, bytes) => await asked(`PUT ${url}`, async () => await person.putFile(url, bytes)),
  };
}

function keyOf(id: string, ordinal: number): string {
  return createHash("sha256").update(`${id} ${ordinal}`).digest("hex").slice(0, 32);
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function readJournal(path: string): { readonly id: string; readonly notes: Note[] } {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  // What follows the last line's end was cut off.
  const [head, ...lines] = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  if (head === undefined || head === "") return { id: randomUUID(), notes: [] };
  const { id } = JSON.parse(head) as { readonly id: string };
  return { id, notes: lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Note) };
}

function appendDurably(path: string, text: string): void {
  const descriptor = openSync(path, "a", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
