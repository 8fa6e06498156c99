import { setTimeout as wait } from "node:timers/promises";
import type { BrowsedNode, Sample, Source, SourceFinding, SourceSink } from "../../source.ts";
import { hasEnded, untilAborted } from "../reconnect.ts";
import { namedIdentifiers, quantityOf } from "./data-identifier.ts";
import type { Dlt645Config } from "./dlt645-config.ts";
import { discoverMeters, type MeterAnswer, MeterBus, refusalWords } from "./meter-bus.ts";
import { openMeterLine } from "./meter-line.ts";
import { decodeMeterValue } from "./meter-value.ts";

type MeterChannel = Dlt645Config["channels"][number];

/**
 * Meters on a line, read in turn on the clock's grid. A meter that does not answer is down by itself; the others go on.
 */
export const dlt645Source: Source<Dlt645Config> = {
  open: (config, sink, signal) =>
    untilAborted(sink, signal, async (hasConnected) => {
      const line = await openMeterLine(config.line, signal);
      try {
        const bus = new MeterBus(line, config);
        const closeLine = (): void => void line.close();
        signal.addEventListener("abort", closeLine, { once: true });
        hasConnected();
        await pollForEver(config, bus, sink, signal);
      } finally {
        await line.close();
      }
    }),
  check: checkMeters,
  browse: browseMeters,
};

async function pollForEver(
  config: Dlt645Config,
  bus: MeterBus,
  sink: SourceSink,
  signal: AbortSignal,
): Promise<void> {
  while (!hasEnded(signal)) {
    await pollOnce(config, bus, sink);
    const nowMs = sink.clock();
    await wait(config.everyMs - (nowMs % config.everyMs), undefined, { signal });
  }
}

async function pollOnce(config: Dlt645Config, bus: MeterBus, sink: SourceSink): Promise<void> {
  const silent = new Map<string, string>();
  const samples: Sample[] = [];
  const given = new Set<string>();
  for (const channel of config.channels) {
    // A meter that was silent to its first question is not asked the others: the line has other meters to serve.
    if (given.has(channel.meter)) {
      silent.set(channel.element, channel.meter);
      continue;
    }
    const answer = await bus.read(channel.meter, channel.item);
    if (answer.kind === "silent" || answer.kind === "garbled") {
      given.add(channel.meter);
      silent.set(channel.element, channel.meter);
      continue;
    }
    samples.push(sampleOf(channel, answer, sink.clock()));
  }
  if (samples.length > 0) await sink.samples(samples);
  if (silent.size === 0) sink.health({ kind: "up" });
  else {
    const meters = [...new Set(silent.values())].join(", ");
    const detail = `no answer from ${meters} after ${config.retries + 1} questions`;
    sink.health({ kind: "down", reason: "timeout", detail, elements: [...silent.keys()] });
  }
}

function sampleOf(channel: MeterChannel, answer: MeterAnswer, atMs: number): Sample {
  const value = valueOf(channel, answer);
  return {
    element: channel.element,
    channel: channel.channel,
    fromMs: atMs,
    toMs: atMs,
    value: value ?? 0,
    quality: value === null ? "bad" : "good",
  };
}

/** The value as the meter shows it; null where it refused, or sent no decimal digits. */
function valueOf(channel: MeterChannel, answer: MeterAnswer): number | null {
  const quantity = quantityOf(channel.item);
  if (quantity === null || answer.kind !== "data") return null;
  const value = decodeMeterValue(answer.field, quantity);
  return value === null ? null : Number(`${value.digits}e-${value.decimals}`);
}

async function checkMeters(config: Dlt645Config, signal: AbortSignal): Promise<readonly SourceFinding[]> {
  const opened = await openMeterLine(config.line, signal).catch((cause: unknown) => String(cause));
  if (typeof opened === "string") {
    return [{ path: ["line"], expected: "a line that can be opened", found: opened }];
  }
  const findings: SourceFinding[] = [];
  try {
    const bus = new MeterBus(opened, config);
    for (const [index, channel] of config.channels.entries()) {
      signal.throwIfAborted();
      const finding = findingOf(channel, await bus.read(channel.meter, channel.item));
      if (finding !== null) findings.push({ ...finding, path: ["channels", index, ...finding.path] });
    }
  } finally {
    await opened.close();
  }
  return findings;
}

function findingOf(channel: MeterChannel, answer: MeterAnswer): SourceFinding | null {
  switch (answer.kind) {
    case "silent":
      return { path: ["meter"], expected: `an answer from meter ${channel.meter}`, found: "silence" };
    case "garbled":
      return {
        path: ["meter"],
        expected: `a whole frame from meter ${channel.meter}`,
        found: "bytes that are none: two meters at once, or a wrong speed or parity",
      };
    case "refused":
      return {
        path: ["item"],
        expected: `item ${channel.item}`,
        found: `the meter refuses it: ${refusalWords(answer.error)}`,
      };
    case "data":
      return valueOf(channel, answer) === null
        ? { path: ["item"], expected: `decimal digits for item ${channel.item}`, found: "other bytes" }
        : null;
  }
}

/** Without `below` the meters on the line; below a meter the named items that it has. */
async function* browseMeters(
  config: Dlt645Config,
  below: string | null,
  signal: AbortSignal,
): AsyncIterable<BrowsedNode> {
  const line = await openMeterLine(config.line, signal);
  try {
    const bus = new MeterBus(line, { timeoutMs: config.timeoutMs, retries: 0 });
    if (below === null) {
      for await (const address of discoverMeters(bus, signal)) {
        yield { address, name: address, dataType: null, unit: null, depth: 0 };
      }
      return;
    }
    for (const [name, identifier] of Object.entries(namedIdentifiers)) {
      signal.throwIfAborted();
      const answer = await bus.read(below.padStart(12, "0"), identifier);
      const unit = quantityOf(identifier)?.unit ?? null;
      if (answer.kind === "data") yield { address: name, name, dataType: "decimal", unit, depth: 1 };
    }
  } finally {
    await line.close();
  }
}
