import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AccessStores } from "#access";
import { sessionCookie } from "#http";

/** A person of the story, signed in; what they do goes through the same interface as everybody's pages. */
export interface StoryPerson {
  readonly accountId: string;
  readonly partyId: string;
  get(url: string): Promise<unknown>;
  /** A write under a key; a fresh one when none is given. */
  post(url: string, body?: object, key?: string): Promise<unknown>;
  /** A write that is repeatable by nature. */
  put(url: string, body: object): Promise<unknown>;
  /** Sends a file as the body. */
  putFile(url: string, bytes: Uint8Array): Promise<unknown>;
}

/** An answer that the story did not expect; it names the request. */
export class StoryRefused extends Error {
  readonly status: number;
  /** Another request, perhaps one that was cut off, has the key. */
  readonly isKeyTaken: boolean;

  constructor(request: string, answer: { readonly statusCode: number; readonly body: string }) {
    super(`${request}: ${answer.statusCode} ${answer.body.slice(0, 500)}`);
    this.status = answer.statusCode;
    this.isKeyTaken = answer.body.includes("JOBS_KEY_IN_PROGRESS");
  }
}

/** Signs a person in by a one-time token, without any network. */
export async function signInForStory(
  server: FastifyInstance,
  access: AccessStores,
  person: { readonly partyId: string; readonly accountId: string },
): Promise<StoryPerson> {
  const token = access.tokens.issue(person);
  const answer = await server.inject({ method: "POST", url: "/v1/session", payload: { token } });
  const cookie = answer.cookies.find(({ name }) => name === sessionCookie);
  if (cookie === undefined) throw new StoryRefused("signing in", answer);
  const cookies = { [sessionCookie]: cookie.value };
  const send = async (
    request: { readonly method: "GET" | "POST" | "PUT"; readonly url: string },
    more: { readonly payload?: object | Buffer; readonly headers?: Record<string, string> } = {},
  ): Promise<unknown> => {
    const reply = await server.inject({ ...request, ...more, cookies });
    if (reply.statusCode >= 400) {
      throw new StoryRefused(`${request.method} ${request.url}`, reply);
    }
    return reply.body === "" ? null : JSON.parse(reply.body);
  };
  return {
    ...person,
    get: async (url) => await send({ method: "GET", url }),
    post: async (url, body = {}, key = randomUUID()) =>
      await send({ method: "POST", url }, { payload: body, headers: { "idempotency-key": key } }),
    put: async (url, body) => await send({ method: "PUT", url }, { payload: body }),
    putFile: async (url, bytes) =>
      await send(
        { method: "PUT", url },
        { payload: Buffer.from(bytes), headers: { "content-type": "application/octet-stream" } },
      ),
  };
}

const idSchema = z.object({ id: z.string() });

/** The id of what was made. */
export function idOf(answer: unknown): string {
  return idSchema.parse(answer).id;
}
