import { type ChildProcess, fork } from "node:child_process";
import type { ServerAnswer, ServerRequest, Usage } from "./ingest-messages.ts";

/** A process of the bench that answers one request at a time. */
export interface BenchProcess<Request, Answer> {
  ask(request: Request): Promise<Answer>;
  kill(): void;
}

/** Starts a file of this folder as a process of its own. */
export function startProcess<Request extends object, Answer>(file: string): BenchProcess<Request, Answer> {
  const child: ChildProcess = fork(new URL(file, import.meta.url), { execArgv: [] });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        const onExit = (code: number | null): void => reject(new Error(`${file} ended with ${code}`));
        child.once("exit", onExit);
        child.once("message", (answer) => {
          child.off("exit", onExit);
          resolve(answer as Answer);
        });
        child.send(request);
      }),
    kill: () => void child.kill(),
  };
}

/** The measured process, with its answers told apart. */
export interface MeasuredServer {
  readonly mqttPort: number;
  readonly httpPort: number;
  usage(): Promise<Usage>;
  count(): Promise<Extract<ServerAnswer, { kind: "counted" }>["counts"]>;
  close(): Promise<void>;
}

export async function startServer(sort: "touchstone" | "aedes", directory: string): Promise<MeasuredServer> {
  const server = startProcess<ServerRequest, ServerAnswer>("./server-process.ts");
  const ask = async <Kind extends ServerAnswer["kind"]>(request: ServerRequest, kind: Kind) => {
    const answer = await server.ask(request);
    if (answer.kind === "failed") throw new Error(answer.problem);
    if (answer.kind !== kind) throw new Error(`expected ${kind}, found ${answer.kind}`);
    return answer as Extract<ServerAnswer, { kind: Kind }>;
  };
  try {
    const { mqttPort, httpPort } = await ask({ kind: "open", sort, directory }, "opened");
    return {
      mqttPort,
      httpPort,
      usage: async () => await ask({ kind: "usage" }, "usage"),
      count: async () => (await ask({ kind: "count" }, "counted")).counts,
      close: async () => void (await ask({ kind: "close" }, "closed")),
    };
  } catch (cause) {
    server.kill();
    throw cause;
  }
}
