import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { EpochMs } from "#kernel";
import { type PlantTrade, plantEvents } from "#simulate";
import { keepWritten, type PlantFolder, readWritten } from "./plant-files.ts";

/** The business system of a simulated plant: what it sells, and where its collector listens. */
export interface BusinessSystem {
  readonly seed: string;
  readonly trade: PlantTrade;
  readonly port: number;
}

const eventsAtOnce = 500;

/**
 * Posts orders, production reports, deliveries, invoices and payments up to now to the plant's collector, as a business
 * system would, and remembers how far. What the collector does not take now is posted again the next time.
 */
export async function pushEvents(
  { seed, trade, port }: BusinessSystem,
  folder: PlantFolder,
  nowMs: EpochMs,
): Promise<void> {
  const written = await readWritten(folder);
  if (written === null) return;
  const fromMs = written.eventsUntilMs ?? written.untilMs;
  if (nowMs <= fromMs) return;
  const events = plantEvents(seed, trade, fromMs, nowMs);
  const token = (await readFile(folder.token, "utf8")).trim();
  for (let i = 0; i < events.length; i += eventsAtOnce) {
    const part = events.slice(i, i + eventsAtOnce);
    const id = `${fromMs}-${part[0]?.document ?? ""}-${part.length}`;
    if (!(await post({ port, token }, { id, events: part }))) return;
  }
  const now = await readWritten(folder);
  await keepWritten(folder, { untilMs: written.untilMs, ...now, eventsUntilMs: nowMs });
}

/** Whether the collector has it on its disk. */
async function post(door: { readonly port: number; readonly token: string }, body: object): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${door.port}/v1/readings`, {
      method: "POST",
      headers: { authorization: `Bearer ${door.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // The collector is starting or stopping.
    return false;
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const closed = once(server, "close");
  server.close();
  await closed;
  return typeof address === "object" && address !== null ? address.port : 0;
}
