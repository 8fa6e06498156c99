import type { KnownRows, ObservationStore, ReadingSpan } from "#collect";
import type { Connection } from "./connection.ts";
import { decodeBlocks } from "./native-format.ts";

/** Spans so far apart are asked for one by one, so that one late batch does not make the whole past be read. */
const apartMs = 3_600_000;

/** Fingerprints of what collectors sent, in spans of time: a meter's whole past would not fit into memory. */
export async function loadKnownTelemetry(
  reader: Connection,
  position: number,
  spans: readonly ReadingSpan[],
  eventsOf: readonly string[],
): Promise<Awaited<ReturnType<ObservationStore["knownTelemetry"]>>> {
  const readings: KnownRows[] = [];
  for (const cluster of clustersOf(spans)) {
    const ids = [...new Set(cluster.map(({ enterpriseId }) => enterpriseId))];
    const fromMs = Math.min(...cluster.map((span) => span.fromMs));
    const toMs = Math.max(...cluster.map((span) => span.toMs));
    const bytes = await reader.queryBytes(
      `SELECT CAST(indexOf({ids:Array(String)}, enterprise_id) AS UInt32) AS enterprise, fingerprint FROM reading
       WHERE enterprise_id IN {ids:Array(String)} AND from_ms >= {fromMs:Int64} AND from_ms <= {toMs:Int64}
         AND collector != '' AND platform_index < {position:UInt64}`,
      "Native",
      { ids, fromMs, toMs, position },
    );
    readings.push(...knownRowsOf(bytes, ids));
  }
  if (eventsOf.length === 0) return { readings, events: [] };
  const bytes = await reader.queryBytes(
    `SELECT CAST(indexOf({ids:Array(String)}, enterprise_id) AS UInt32) AS enterprise, fingerprint
     FROM business_document
     WHERE enterprise_id IN {ids:Array(String)} AND collector != '' AND platform_index < {position:UInt64}`,
    "Native",
    { ids: eventsOf, position },
  );
  return { readings, events: knownRowsOf(bytes, eventsOf) };
}

/** Fingerprints by enterprise of a result with the columns `enterprise` (its place in the list, from 1) and `fingerprint`. */
export function knownRowsOf(bytes: Uint8Array, enterpriseIds: readonly string[]): KnownRows[] {
  return decodeBlocks(bytes).flatMap(({ rows, columns }) => {
    const [enterprise, fingerprint] = columns.map(({ data }) => data as Uint8Array<ArrayBuffer>);
    if (enterprise === undefined || fingerprint === undefined) return [];
    const enterprises = new Uint32Array(enterprise.buffer);
    const words = new Uint32Array(fingerprint.buffer);
    const byEnterprise = new Map<number, number[]>();
    for (let i = 0; i < rows; i++) {
      const own = byEnterprise.get(enterprises[i] as number) ?? [];
      byEnterprise.set(enterprises[i] as number, own);
      own.push(words[2 * i] as number, words[2 * i + 1] as number);
    }
    return [...byEnterprise].map(([place, fingerprints]) => ({
      enterpriseId: enterpriseIds[place - 1] as string,
      fingerprints: Uint32Array.from(fingerprints),
    }));
  });
}

function clustersOf(spans: readonly ReadingSpan[]): ReadingSpan[][] {
  const clusters: ReadingSpan[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (span.fromMs > lastMs + apartMs) clusters.push([]);
    clusters.at(-1)?.push(span);
    lastMs = Math.max(lastMs, span.toMs);
  }
  return clusters;
}
