import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireListener } from "../reach.ts";

const program = "/usr/sbin/mosquitto";

export const hasMosquitto = existsSync(program);

/** Debian's mosquitto on a port of its own, with persistence, so that it may be killed and started again. */
export class Mosquitto {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | null = null;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `mqtt://127.0.0.1:${port}`;
  }

  /** @param rules  further lines of its configuration */
  async start(rules: readonly string[] = ["allow_anonymous true"]): Promise<void> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o777 });
    const configuration = join(this.#folder, "mosquitto.conf");
    const lines = [
      `listener ${this.#port} 127.0.0.1`,
      "persistence true",
      `persistence_location ${this.#folder}/`,
      "autosave_on_changes true",
      "autosave_interval 1",
      "user root",
      "log_dest none",
      "max_queued_messages 100000",
      ...rules,
    ];
    writeFileSync(configuration, `${lines.join("\n")}\n`);
    this.#process = spawn(program, ["-c", configuration], { stdio: "ignore" });
    for (;;) {
      const isListening = await requireListener("127.0.0.1", this.#port).then(
        () => true,
        () => false,
      );
      if (isListening) return;
      if (this.#process.exitCode !== null) throw new Error("mosquitto did not start");
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const running = this.#process;
    this.#process = null;
    if (running === null || running.exitCode !== null) return;
    const exited = once(running, "exit");
    running.kill(signal);
    await exited;
  }
}
