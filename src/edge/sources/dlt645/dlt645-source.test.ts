import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { CollectingSink } from "../testing/collecting-sink.ts";
import { type Dlt645Config, dlt645Schema } from "./dlt645-config.ts";
import { dlt645Source } from "./dlt645-source.ts";
import { MeterSimulator, type SimulatedMeter } from "./testing/meter-simulator.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function meter(address: string, energy: bigint): SimulatedMeter {
  return {
    address: address.padStart(12, "0"),
    values: new Map([
      ["00010000", energy],
      ["02030000", -12_345n],
      ["02010100", 2203n],
    ]),
  };
}

function configFor(line: Record<string, unknown>, meters: readonly string[], rest = {}): Dlt645Config {
  return dlt645Schema.parse({
    id: "meters",
    kind: "dlt645",
    line,
    everyMs: 500,
    timeoutMs: 120,
    retries: 1,
    channels: meters.flatMap((address, index) => [
      { element: `E-${index}`, channel: "energy_register_wh", meter: address, item: "energy.forward.total" },
      { element: `E-${index}`, channel: "power_w", meter: address, item: "power.total" },
    ]),
    ...rest,
  });
}

async function busWith(...meters: SimulatedMeter[]): Promise<{ simulator: MeterSimulator; port: number }> {
  const simulator = new MeterSimulator(meters);
  ends.push(() => simulator.close());
  return { simulator, port: await simulator.listen() };
}

function start(config: Dlt645Config): CollectingSink {
  const sink = new CollectingSink();
  const stop = new AbortController();
  const done = dlt645Source.open(config, sink, stop.signal);
  ends.push(async () => {
    stop.abort();
    await done;
  });
  return sink;
}

describe("meters behind a serial server", () => {
  it("are read one after the other, in their own units", async () => {
    const { port } = await busWith(meter("161", 123_456_78n), meter("162", 1n));
    const config = configFor({ kind: "tcp", host: "127.0.0.1", port }, ["161", "162"]);
    expect(config.channels.map((channel) => channel.unit)).toEqual(["kWh", "kW", "kWh", "kW"]);
    const sink = start(config);
    await sink.until(({ received }) => received.length >= 4);
    expect(sink.received.slice(0, 4).map(({ element, value, quality }) => [element, value, quality])).toEqual(
      [
        ["E-0", 123_456.78, "good"],
        ["E-0", -1.2345, "good"],
        ["E-1", 0.01, "good"],
        ["E-1", -1.2345, "good"],
      ],
    );
  });

  it("survive echo, noise, torn frames and answers of others", async () => {
    const { simulator, port } = await busWith(meter("161", 100n), meter("162", 200n));
    simulator.hasEcho = true;
    let round = 0;
    simulator.disturb = (answer) => {
      round += 1;
      const noise = Uint8Array.of(0x68, 0x11, 0x68, 0x00, round & 0xff);
      if (round % 3 === 0) return [answer.subarray(0, answer.length - 3)];
      if (round % 3 === 1) return [noise, answer];
      return [answer.subarray(0, 5), answer.subarray(5)];
    };
    const sink = start(configFor({ kind: "tcp", host: "127.0.0.1", port }, ["161", "162"]));
    await sink.until(({ received }) => received.length >= 16);
    const energies = sink.received.filter(({ channel }) => channel === "energy_register_wh");
    expect(new Set(energies.map(({ element, value }) => `${element} ${value}`))).toEqual(
      new Set(["E-0 1", "E-1 2"]),
    );
  });

  it("are down by themselves when silent, and up again when they answer", async () => {
    const silent = meter("162", 200n);
    silent.isSilent = true;
    const { port } = await busWith(meter("161", 100n), silent);
    const sink = start(configFor({ kind: "tcp", host: "127.0.0.1", port }, ["161", "162"]));
    await sink.until(({ healths }) => healths.length > 0);
    expect(sink.healths[0]).toMatchObject({ kind: "down", reason: "timeout", elements: ["E-1"] });
    expect(sink.received.map(({ element }) => element)).toEqual(["E-0", "E-0"]);
    silent.isSilent = false;
    await sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    expect(sink.received.at(-1)?.element).toBe("E-1");
  });

  it("are read again after the line was cut", async () => {
    const { simulator, port } = await busWith(meter("161", 100n));
    const sink = start(configFor({ kind: "tcp", host: "127.0.0.1", port }, ["161"]));
    await sink.until(({ received }) => received.length >= 2);
    simulator.hangUp();
    await sink.until(({ healths }) => healths.some(({ kind }) => kind === "down"));
    const before = sink.received.length;
    await sink.until(({ received }) => received.length >= before + 2);
  });

  it("give answers in several frames", async () => {
    const cut = { ...meter("161", 98_765_43n), frameBytes: 2 };
    const { port } = await busWith(cut);
    const sink = start(configFor({ kind: "tcp", host: "127.0.0.1", port }, ["161"]));
    await sink.until(({ received }) => received.length >= 2);
    expect(sink.received.slice(0, 2).map(({ value }) => value)).toEqual([98_765.43, -1.2345]);
  });
});

describe("the check of a line", () => {
  it("names the silent meter, the item it lacks, and the line that cannot be opened", async () => {
    const { simulator, port } = await busWith(meter("161", 1n));
    const config = configFor({ kind: "tcp", host: "127.0.0.1", port }, ["161", "163"], {
      channels: [
        { element: "E-0", channel: "power_w", meter: "161", item: "power.total" },
        { element: "E-0", channel: "current_ma", meter: "161", item: "current.a" },
        { element: "E-1", channel: "power_w", meter: "163", item: "power.total" },
      ],
    });
    const { signal } = new AbortController();
    expect(await dlt645Source.check(config, signal)).toEqual([
      {
        path: ["channels", 1, "item"],
        expected: "item 02020100",
        found: "the meter refuses it: no such data",
      },
      { path: ["channels", 2, "meter"], expected: "an answer from meter 000000000163", found: "silence" },
    ]);
    await simulator.close();
    const [finding] = await dlt645Source.check(config, signal);
    expect(finding).toMatchObject({ path: ["line"], found: expect.stringContaining("ECONNREFUSED") });
  });

  it("finds the meters on a line although their answers collide", async () => {
    const { port } = await busWith(meter("161", 1n), meter("162", 1n), meter("163", 1n));
    const config = configFor({ kind: "tcp", host: "127.0.0.1", port }, ["161"], { timeoutMs: 50 });
    const found: string[] = [];
    for await (const node of dlt645Source.browse?.(config, null, new AbortController().signal) ?? []) {
      found.push(node.address);
    }
    expect(found.sort()).toEqual(["000000000161", "000000000162", "000000000163"]);
  }, 60_000);
});

const hasSocat = existsSync("/usr/bin/socat");

describe.skipIf(!hasSocat)("meters on a serial line", () => {
  it("are read through a real terminal device", async () => {
    const folder = mkdtempSync(join(tmpdir(), "serial-"));
    ends.push(() => rmSync(folder, { recursive: true }));
    const [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")];
    const socat = spawn("/usr/bin/socat", [
      "-d",
      "-d",
      `pty,raw,echo=0,link=${ours}`,
      `pty,raw,echo=0,link=${theirs}`,
    ]);
    ends.push(async () => {
      socat.kill();
      await once(socat, "exit");
    });
    for await (const text of socat.stderr) if (String(text).includes("starting data transfer")) break;
    const { SerialPort } = await import("serialport");
    const port = new SerialPort({ path: theirs, baudRate: 9600 });
    ends.push(() => new Promise((resolve) => port.close(resolve)));
    new MeterSimulator([meter("161", 4242n)]).serve(port as Duplex);
    const sink = start(
      configFor({ kind: "serial", path: ours, baudRate: 9600, parity: "none" }, ["161"], { timeoutMs: 500 }),
    );
    await sink.until(({ received }) => received.length >= 2);
    expect(sink.received[0]?.value).toBe(42.42);
  }, 20_000);
});
