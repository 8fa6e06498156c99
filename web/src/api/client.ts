import createClient from "openapi-fetch";
import type { paths } from "./schema.d.ts";
import type { Problem } from "./types.ts";

/** The typed client of the HTTP API; same origin, session cookie. */
export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });

/** What the server said when it refused, or that it could not be reached (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** Waits for an answer of the client: its data, or an {@link ApiProblem}. */
export async function answerOf<T>(pending: Promise<Answer<T>>): Promise<T> {
  const answer = await pending.catch(() => {
    throw new ApiProblem(0, null);
  });
  if (!answer.response.ok) throw problemOf(answer.response.status, answer.error);
  return answer.data as T;
}

/** A problem from a response body, which may be anything when a proxy answered instead of the server. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const isProblem = typeof body === "object" && body !== null && "title" in body;
  return new ApiProblem(status, isProblem ? (body as Problem) : null);
}

/** A new key for a write, so that a repeated request is done once. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
