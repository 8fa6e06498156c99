import type { SendOutcome } from "#watch";

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/** What came back, as far as it was text of a sane length. */
export interface PostAnswer {
  readonly status: number;
  readonly body: string;
}

const mostAnswerBytes = 64 * 1024;

/**
 * Posts, follows no redirect, and reads at most 64 KiB of the answer, which an outsider controls.
 * @returns the answer, or the failure of a connection that was refused, broken or too slow; such may pass
 */
export async function post(request: PostRequest): Promise<PostAnswer | SendOutcome> {
  try {
    const response = await fetch(request.url, {
      method: "POST",
      headers: request.headers,
      body: request.body,
      redirect: "error",
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    return { status: response.status, body: await readStart(response) };
  } catch (cause) {
    const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
    return { kind: "failed", providerCode: isTimeout ? "timeout" : "unreachable", isFinal: false };
  }
}

/** What a status alone says: 5xx, 408 and 429 may pass, other 4xx will not. */
export function failureOfStatus(status: number): SendOutcome | null {
  if (status >= 200 && status < 300) return null;
  const mayPass = status >= 500 || status === 408 || status === 429;
  return { kind: "failed", providerCode: `http${status}`, isFinal: !mayPass };
}

async function readStart(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostAnswerBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostAnswerBytes).toString("utf8");
}
