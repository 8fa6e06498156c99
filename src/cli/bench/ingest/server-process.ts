import { createServer } from "node:net";
import { Aedes } from "aedes";
import { openDataDirectory, openLedger } from "#adapters/files";
import { openMqttBroker } from "#adapters/mqtt";
import { createIntakeServer } from "#http";
import { openIntake, readMessages } from "#intake";
import type { Ledger } from "#ledger";
import type { CollectorDirectory } from "#registry";
import { benchDevices, knownDevice } from "./bench-device.ts";
import type { LoggedCount, ServerAnswer, ServerRequest } from "./ingest-messages.ts";

// The process that a bench of the ways in measures: broker, intake and log with a checkpoint a second, nothing else.

interface Opened {
  readonly mqttPort: number;
  readonly httpPort: number;
  readonly ledger: Ledger | null;
  close(): Promise<void>;
}

let opened: Opened | null = null;

// When the command is stopped, so is this.
process.on("disconnect", () => process.exit());

process.on("message", (request: ServerRequest) => {
  void answer(request).then(
    (one) => process.send?.(one),
    (cause: unknown) => process.send?.({ kind: "failed", problem: String(cause) } satisfies ServerAnswer),
  );
});

async function answer(request: ServerRequest): Promise<ServerAnswer> {
  switch (request.kind) {
    case "open": {
      opened = request.sort === "aedes" ? await openAedes() : await openTouchstone(request.directory);
      const { mqttPort, httpPort } = opened;
      return { kind: "opened", mqttPort, httpPort };
    }
    case "usage": {
      const { user, system } = process.cpuUsage();
      const residentMb = Math.round(process.memoryUsage.rss() / 2 ** 20);
      return { kind: "usage", cpuMs: (user + system) / 1000, residentMb };
    }
    case "count":
      return { kind: "counted", counts: opened?.ledger == null ? [] : await countLog(opened.ledger) };
    case "close":
      await opened?.close();
      setImmediate(() => process.disconnect());
      return { kind: "closed" };
  }
}

async function openTouchstone(folder: string): Promise<Opened> {
  const data = openDataDirectory(folder);
  const ledger = await openLedger({ directory: data.path, clock: Date.now });
  const directory = benchDirectory();
  const intake = await openIntake({
    directory,
    ledger,
    store: { read: async () => null, save: async () => undefined },
    clock: Date.now,
    onFailure: (cause) => process.stderr.write(`${String(cause)}\n`),
  });
  const broker = await openMqttBroker(
    { host: "127.0.0.1", port: 0, tls: null },
    { intake, events: intake, directory, clock: Date.now, hostId: "bench", log: () => undefined },
  );
  const http = await createIntakeServer({
    areas: { intake: Object.assign(intake, { directory }) },
    clock: Date.now,
  });
  await http.listen({ host: "127.0.0.1", port: 0 });
  const clock = setInterval(() => void ledger.checkpoint(), 1000);
  return {
    mqttPort: broker.port ?? 0,
    httpPort: portOf(http.server.address()),
    ledger,
    close: async () => {
      clearInterval(clock);
      await broker.close();
      await http.close();
      await intake.close();
      await ledger.close();
      data.release();
    },
  };
}

/** A broker that keeps nothing and checks nobody: the least that any server in this process could cost. */
async function openAedes(): Promise<Opened> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    mqttPort: portOf(server.address()),
    httpPort: 0,
    ledger: null,
    close: async () => {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      server.close();
    },
  };
}

function benchDirectory(): CollectorDirectory {
  const all = Array.from({ length: benchDevices }, (_, number) => knownDevice(number));
  const byId = new Map(all.map((device) => [device.id, device]));
  return {
    find: (id) => byId.get(id) ?? null,
    findSparkplug: (_group, node) => byId.get(node) ?? null,
    all: () => all,
    activate: async () => undefined,
    quarantine: async () => undefined,
  };
}

async function countLog(ledger: Ledger): Promise<readonly LoggedCount[]> {
  await ledger.anchor();
  const seen = new Map<string, { readonly numbers: Set<string>; total: number }>();
  const note = (device: string, number: string): void => {
    const counted = seen.get(device) ?? { numbers: new Set<string>(), total: 0 };
    counted.numbers.add(number);
    counted.total += 1;
    seen.set(device, counted);
  };
  for await (const entry of ledger.readEntries(0)) {
    const head = entry.header["batch"] as
      | { collector?: string; epoch?: number; sequence?: number }
      | undefined;
    if (head?.collector !== undefined) note(head.collector, `batch ${head.epoch} ${head.sequence}`);
    for (const { source, payload } of readMessages(entry)) {
      // The bench gives every payload a number of its own; births and deaths are none of its messages.
      if (/\/(NBIRTH|NDEATH)\//.test(source.topic)) continue;
      note(source.collector, Buffer.from(payload).toString("latin1"));
    }
  }
  return [...seen].map(([device, { numbers, total }]) => ({ device, distinct: numbers.size, total }));
}

function portOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}
