import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Json } from "#seal";
import { channelMapSchema } from "../channel-map.ts";
import type { CollectorConfiguration } from "../configuration.ts";
import { createDeviceKey } from "../device/device-key.ts";
import type { Identity } from "../device/identity.ts";
import type { EdgeClock } from "../run/edge-clock.ts";
import type { CoreParts } from "../run/collector-core.ts";
import { defineSourceKind, type SourceKind } from "../source-kind.ts";
import type { Sample, Source, SourceEvent, SourceHealth, SourceSink } from "../source.ts";

/** Two clocks that a test sets. */
export interface TestClock extends EdgeClock {
  /** Both go on. */
  advance(ms: number): void;
  /** Somebody sets the clock on the wall. */
  jump(ms: number): void;
}

export function createTestClock(startMs = 1_760_000_000_000): TestClock {
  let wallMs = startMs;
  let steadyMs = 0;
  return {
    wall: () => wallMs,
    monotonicMs: () => steadyMs,
    advance: (ms) => {
      wallMs += ms;
      steadyMs += ms;
    },
    jump: (ms) => {
      wallMs += ms;
    },
  };
}

export interface TestState {
  readonly directory: string;
  parts(clock: EdgeClock, platformKey: string, changes?: TestChanges): Promise<CoreParts>;
  remove(): void;
}

/** What a test says of the configuration. */
export interface TestChanges {
  readonly buffer?: Partial<CollectorConfiguration["buffer"]>;
  readonly batch?: Partial<CollectorConfiguration["batch"]>;
  readonly sources?: CollectorConfiguration["sources"];
}

/** A state directory of its own, with a key; the same key each time it is opened. */
export function createTestState(): TestState {
  const directory = mkdtempSync(join(tmpdir(), "touchstone-edge-"));
  let key: Promise<CoreParts["key"]> | undefined;
  return {
    directory,
    parts: async (clock, platformKey, changes = {}) => {
      key ??= createDeviceKey(join(directory, "device.key"));
      const device = await key;
      return {
        configuration: testConfiguration(directory, changes),
        identity: testIdentity(platformKey, device.keyId),
        key: device,
        clock,
      };
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export function testIdentity(platformKey: string, keyId: string): Identity {
  return {
    "@type": "collector-identity@1",
    server: "http://127.0.0.1",
    collector: "collector",
    name: "test",
    key: keyId,
    enterpriseId: null,
    platformKey,
    elements: [],
    enrolledAtMs: 1_750_000_000_000,
  };
}

export function testConfiguration(directory: string, changes: TestChanges = {}): CollectorConfiguration {
  return {
    servers: ["http://127.0.0.1"],
    stateDirectory: directory,
    buffer: {
      maxBytes: 2 ** 24,
      pendingBytes: 2 ** 20,
      flushMs: 20,
      acknowledgeMs: 20,
      reserveBytes: 0,
      ...changes.buffer,
    },
    batch: {
      rows: 100,
      bytes: 2 ** 20,
      intervalMs: 50,
      heartbeatMs: 300_000,
      window: 4,
      format: "protobuf",
      ...changes.batch,
    },
    backlog: { batchesPerSecond: 100 },
    clock: { jumpMs: 2000 },
    receipts: { maxBytes: 2 ** 20 },
    answerTimeoutMs: 5000,
    file: join(directory, "collector.json"),
    place: { stateDirectory: directory, configurationDirectory: directory },
    sources: changes.sources ?? [],
  };
}

/** A source that a test drives by hand. */
export interface TestSource {
  readonly kind: SourceKind;
  /** Resolves when the source was opened. */
  readonly opened: Promise<SourceSink>;
  samples(samples: readonly Sample[], position?: Json): Promise<void>;
  events(events: readonly SourceEvent[], position?: Json): Promise<void>;
  health(health: SourceHealth): void;
}

export function createTestSource(isReplayable = false, isAwaited = false): TestSource {
  let tell: (sink: SourceSink) => void = () => undefined;
  const opened = new Promise<SourceSink>((resolve) => (tell = resolve));
  const source: Source<z.output<typeof testSourceSchema>> = {
    open: async (_, sink, signal) => {
      sink.health({ kind: "up" });
      tell(sink);
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    },
    check: () => Promise.resolve([]),
  };
  return {
    kind: defineSourceKind({
      schema: testSourceSchema,
      isReplayable,
      isAwaited,
      load: () => Promise.resolve(source),
    }),
    opened,
    samples: async (samples, position) => await (await opened).samples(samples, position),
    events: async (events, position) => await (await opened).events(events, position),
    health: (health) => void opened.then((sink) => sink.health(health)),
  };
}

const testSourceSchema = z.strictObject({
  id: z.string(),
  kind: z.literal("test"),
  channels: z.array(channelMapSchema),
});

/** One channel map with its defaults. */
export function testChannel(channel: z.input<typeof channelMapSchema>) {
  return channelMapSchema.parse(channel);
}
