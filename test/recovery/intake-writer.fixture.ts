import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { openLedger } from "#adapters/files";
import { type IntakeSnapshot, type IntakeStore, openIntake } from "#intake";
import { createMemoryStore } from "../../src/intake/testing/intake-house.ts";
import { createTestDirectory, knownOf } from "../../src/intake/testing/test-directory.ts";
import { createTestCollector } from "../../src/telemetry/testing/test-collector.ts";

// A process that takes batches and messages until it is killed, and says on standard output what it acknowledged.

const [folder = "", startMs = "0"] = process.argv.slice(2);
const clock = (): number => Number(startMs) + 60_000;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const device = createTestCollector("killed", {
  epoch: Number(startMs),
  channels: [{ element: "CNC-01", channel: "power_w", scale: 0 }],
});
const directory = createTestDirectory();
directory.add(knownOf(device));
directory.add(knownOf({ id: "gw" }, { kind: "gateway" }));
const ledger = await openLedger({ directory: folder, clock });
const store = await openFileStore(path.join(folder, "intake.json"));
const onFailure = (cause: unknown): void => say({ failure: String(cause) });
const intake = await openIntake({ directory, ledger, store, clock, onFailure });
say({ ready: true });
setInterval(() => void intake.save().catch(onFailure), 40);
await Promise.all([sendBatches(), sendMessages()]);

/** From a little before what the platform says is durable, as a device does that lost an answer. */
async function sendBatches(): Promise<void> {
  const from = Math.max(0, (intake.progress(device.id)?.acknowledged?.sequence ?? 0) - 3);
  const batches = device.run(1500, 3, Number(startMs)).slice(from);
  for (let at = 0; at < batches.length; at += 4) {
    const some = batches.slice(at, at + 4);
    const answers = await intake.accept(some, { via: "http", receivedAtMs: clock(), authenticatedAs: null });
    for (const answer of answers) {
      if (answer.kind === "refused") say({ failure: answer.detail });
      else say({ device: device.id, sequence: answer.sequence, kind: answer.kind, receipt: answer.receipt });
    }
  }
}

async function sendMessages(): Promise<void> {
  let next = Math.max(0, (intake.progress("gw")?.acknowledged?.sequence ?? 0) - 20);
  for (;;) {
    const first = next;
    next += 25;
    await Promise.all(
      Array.from({ length: 25 }, async (_, i) => {
        const sequence = first + i;
        const reading = { element: "CNC-01", channel: "power_w", at: Number(startMs), value: sequence };
        const payload = Buffer.from(JSON.stringify({ epoch: 1, sequence, readings: [reading] }));
        const topic = "touchstone/v1/gw/messages";
        const answer = await intake.acceptMessage({ collector: "gw", topic, payload, receivedAtMs: clock() });
        if (answer.kind === "refused") say({ failure: answer.detail });
        else
          say({
            device: "gw",
            sequence,
            kind: answer.kind,
            place: [answer.origin, answer.index, answer.ordinal],
          });
      }),
    );
  }
}

/** Merged in memory, written whole and renamed: after a kill there is the new one or the one before. */
async function openFileStore(file: string): Promise<IntakeStore> {
  const merged = createMemoryStore();
  const text = await readFile(file, "utf8").catch(() => null);
  if (text !== null) await merged.save(revive(JSON.parse(text) as Frozen));
  return {
    read: merged.read,
    save: async (changed) => {
      await merged.save(changed);
      const whole = await merged.read();
      if (whole === null) return;
      await writeFile(`${file}.new`, JSON.stringify(freeze(whole)));
      await rename(`${file}.new`, file);
    },
  };
}

type Frozen = ReturnType<typeof freeze>;

function freeze(snapshot: IntakeSnapshot) {
  return {
    ...snapshot,
    origins: [...snapshot.origins],
    collectors: [...snapshot.collectors],
    chunks: snapshot.chunks.map(({ bytes, ...name }) => ({
      ...name,
      bytes: Buffer.from(bytes).toString("base64"),
    })),
  };
}

function revive(frozen: Frozen): IntakeSnapshot {
  return {
    ...frozen,
    origins: new Map(frozen.origins),
    collectors: new Map(frozen.collectors),
    chunks: frozen.chunks.map(({ bytes, ...name }) => ({ ...name, bytes: Buffer.from(bytes, "base64") })),
  };
}
