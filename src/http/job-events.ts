import type { FastifyReply } from "fastify";
import type { Job, JobRunner } from "#jobs";
import { beginEventStream } from "./event-stream.ts";

const betweenMs = 250;
const heartbeatMs = 15_000;

/**
 * Streams a job as server-sent events named `job` until it ends or the reader leaves: the current state first, then at
 * most four a second, and the ended job last. A reader that reloads starts with the current state.
 */
export function streamJob(
  reply: FastifyReply,
  parameters: { readonly job: Job; readonly runner: JobRunner; readonly show: (job: Job) => unknown },
): void {
  const { runner, show } = parameters;
  const stream = beginEventStream(reply);
  let waiting: { job: Job; timer: NodeJS.Timeout } | null = null;
  const send = (job: Job): void => {
    stream.write(`event: job\ndata: ${JSON.stringify(show(job))}\n\n`);
  };
  const stop = (): void => {
    stopWatching();
    clearInterval(heartbeat);
    if (waiting !== null) clearTimeout(waiting.timer);
    waiting = null;
  };
  const end = (job: Job): void => {
    stop();
    send(job);
    stream.end();
  };
  const onChange = (job: Job): void => {
    if (job.finishedAtMs !== null) {
      end(job);
    } else if (waiting !== null) {
      waiting.job = job;
    } else {
      const timer = setTimeout(() => {
        if (waiting !== null) send(waiting.job);
        waiting = null;
      }, betweenMs);
      waiting = { job, timer };
    }
  };
  const stopWatching = runner.watch(parameters.job.id, onChange);
  const heartbeat = setInterval(() => stream.write(": still here\n\n"), heartbeatMs);
  stream.on("close", stop);
  if (parameters.job.finishedAtMs === null) send(parameters.job);
  else end(parameters.job);
}
