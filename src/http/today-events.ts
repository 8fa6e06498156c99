import type { FastifyReply } from "fastify";
import { beginEventStream } from "./event-stream.ts";

const betweenMs = 1_000;
const heartbeatMs = 15_000;
/** After it the reader opens the next stream, which is recorded as a read of its own. */
const longestMs = 600_000;

/**
 * Streams how a factory runs as server-sent events named `today`: at once, and whenever something came, at most one a
 * second. It ends when the reader leaves, may not read any more, or after ten minutes.
 */
export function streamToday(
  reply: FastifyReply,
  today: {
    readonly watch: (changed: () => void) => () => void;
    /** Null when it may not be read any more. */
    readonly read: () => Promise<unknown>;
    readonly onFailure: (cause: unknown) => void;
  },
): void {
  const stream = beginEventStream(reply);
  let isWanted = false;
  let isBusy = false;
  let hasEnded = false;
  const send = async (): Promise<void> => {
    const answer = await today.read();
    if (hasEnded) return;
    if (answer === null) end();
    else stream.write(`event: today\ndata: ${JSON.stringify(answer)}\n\n`);
  };
  const tell = (): void => {
    isWanted = true;
    if (isBusy || hasEnded) return;
    isBusy = true;
    isWanted = false;
    const rested = new Promise((resolve) => setTimeout(resolve, betweenMs).unref());
    send()
      .catch((cause: unknown) => {
        today.onFailure(cause);
        end();
      })
      .then(async () => await rested)
      .finally(() => {
        isBusy = false;
        if (isWanted) tell();
      });
  };
  const stopWatching = today.watch(tell);
  const heartbeat = setInterval(() => stream.write(": still here\n\n"), heartbeatMs);
  const longest = setTimeout(() => end(), longestMs);
  const stop = (): void => {
    hasEnded = true;
    stopWatching();
    clearInterval(heartbeat);
    clearTimeout(longest);
  };
  const end = (): void => {
    stop();
    stream.end();
  };
  stream.on("close", stop);
  tell();
}
