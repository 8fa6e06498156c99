import { Fault } from "#kernel";
import type { CollectorConfiguration } from "../configuration.ts";
import { pathText } from "../configuration.ts";
import { readDeviceKey } from "../device/device-key.ts";
import { type Identity, readIdentity, statePaths } from "../device/identity.ts";
import type { EdgeClock } from "../run/edge-clock.ts";
import type { SourceConfig, SourceKind } from "../source-kind.ts";
import { createConnect } from "../uplink/connect-uplink.ts";

/** One thing that keeps the collector from working, found without changing anything. */
export interface CheckFinding {
  /** Where: a path in the configuration, or a file. */
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

interface CheckParts {
  readonly kinds: Readonly<Record<string, SourceKind>>;
  readonly clock: EdgeClock;
  readonly signal: AbortSignal;
}

/** How long one source or server may take to answer a check. */
const patienceMs = 20_000;
/** A clock that is farther off than this makes readings look late or early. */
export const clockToleranceMs = 60_000;

/** Asks everything that the collector needs: its identity, each server, each source. */
export async function checkCollector(
  configuration: CollectorConfiguration,
  parts: CheckParts,
): Promise<readonly CheckFinding[]> {
  const device = readDevice(configuration.stateDirectory);
  const perServer = configuration.servers.map((server, i) =>
    device.kind === "found" ? checkServer(configuration, server, i, device, parts.clock) : [],
  );
  const perSource = configuration.sources.map((source, i) => checkSource(configuration, source, i, parts));
  const findings = (await Promise.all([...perServer, ...perSource])).flat();
  return device.kind === "missing"
    ? [device.finding, ...findings]
    : [...checkElements(configuration, device.identity), ...findings];
}

function readDevice(stateDirectory: string) {
  try {
    const identity = readIdentity(stateDirectory);
    return { kind: "found", identity, key: readDeviceKey(statePaths(stateDirectory).key) } as const;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const finding = { place: stateDirectory, expected: "an enrolled collector", found: cause.message };
    return { kind: "missing", finding } as const;
  }
}

/** Elements that the platform did not name when the collector enrolled: their readings would be refused. */
function checkElements({ sources }: CollectorConfiguration, identity: Identity): CheckFinding[] {
  if (identity.elements.length === 0) return [];
  const known = new Set(identity.elements.map(({ code }) => code));
  return sources.flatMap((source, i) =>
    source.channels.flatMap(({ element }, j) =>
      known.has(element)
        ? []
        : [
            {
              place: `sources[${i}].channels[${j}].element`,
              expected: `an element of this collector (${[...known].slice(0, 5).join(", ")}…)`,
              found: element,
            },
          ],
    ),
  );
}

async function checkServer(
  configuration: CollectorConfiguration,
  server: string,
  index: number,
  { identity, key }: { readonly identity: Identity; readonly key: ReturnType<typeof readDeviceKey> },
  clock: EdgeClock,
): Promise<CheckFinding[]> {
  const place = `servers[${index}]`;
  const connect = createConnect({ ...configuration, answerTimeoutMs: patienceMs }, identity, key, clock);
  try {
    const uplink = await connect(server);
    try {
      const answer = await uplink.progress();
      if (answer === null && server.startsWith("http")) {
        const expected = `a platform that knows ${identity.collector} and its key`;
        return [{ place, expected, found: "it lets nobody in by this key" }];
      }
      if (answer === null || Math.abs(answer.offsetMs) <= clockToleranceMs) return [];
      const found = `${Math.round(answer.offsetMs / 1000)} s off`;
      return [{ place: "clock", expected: "the platform's time within a minute", found }];
    } finally {
      await uplink.close();
    }
  } catch (cause) {
    return [{ place, expected: "a platform that answers", found: messageOf(cause) }];
  }
}

async function checkSource(
  { place }: CollectorConfiguration,
  source: SourceConfig,
  index: number,
  { kinds, signal }: CheckParts,
): Promise<CheckFinding[]> {
  const at = `sources[${index}]`;
  const kind = kinds[source.kind];
  if (kind === undefined) return [];
  try {
    const opened = await kind.load(place);
    const findings = await opened.check(source, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
    return findings.map(({ path, expected, found }) => ({
      place: path.length === 0 ? at : pathText(["sources", index, ...path]),
      expected,
      found,
    }));
  } catch (cause) {
    return [{ place: at, expected: "a source that answers", found: messageOf(cause) }];
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
