import { open, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { BrowsedNode, Sample, Source, SourceFinding, SourceSink } from "../../source.ts";
import type { SourcePlace } from "../../source-kind.ts";
import { hasEnded, reasonOf, sayCause, untilAborted } from "../reconnect.ts";
import type { CsvConfig } from "./csv-config.ts";
import { readMemory, writeMemory } from "./file-memory.ts";
import { reportRejected } from "../rejected-rows.ts";
import { FolderReader, headerProblem, readHeader } from "./watched-file.ts";

/**
 * Tables in a folder, read as they grow. How far each was read becomes durable together with its readings, so that a
 * restart reads nothing twice and leaves nothing out, whatever the files are called by then.
 */
export function csvSource(place: SourcePlace): Source<CsvConfig> {
  const folderOf = (config: CsvConfig): string => resolve(place.configurationDirectory, config.folder);
  return {
    open: (config, sink, signal) =>
      untilAborted(sink, signal, (hasConnected) =>
        followFolder(config, folderOf(config), place, sink, signal, hasConnected),
      ),
    check: (config) => checkFolder(config, folderOf(config)),
    browse: (config) => browseColumns(config, folderOf(config)),
  };
}

async function followFolder(
  config: CsvConfig,
  folder: string,
  place: SourcePlace,
  sink: SourceSink,
  signal: AbortSignal,
  hasConnected: () => void,
): Promise<void> {
  const reader = new FolderReader(config, folder, readMemory(sink.position));
  const report = join(place.stateDirectory, "sources", "csv", `${config.id}.rejected.jsonl`);
  while (!hasEnded(signal)) {
    const names = await matchingNames(config, folder);
    const present = new Set(names);
    hasConnected();
    for (const name of names) {
      let hasMore = true;
      while (hasMore && !hasEnded(signal)) {
        // A file may be gone or locked by whoever writes it: the next round looks again.
        const part = await reader.read(name, sink.clock()).catch(() => null);
        if (part === null) break;
        await reportRejected(report, { file: name }, part.rejected, sink.clock());
        const refused = part.rejected.map(() => refusedSample(config, sink.clock()));
        await sink.samples([...part.samples, ...refused], writeMemory(reader.remembered, present));
        hasMore = part.hasMore;
      }
    }
    sink.health({ kind: "up" });
    await wait(config.everyMs, undefined, { signal });
  }
}

/** A rejected line is counted with the values of bad quality. */
function refusedSample(config: CsvConfig, atMs: number): Sample {
  const { element = "", channel = "" } = config.channels[0] ?? {};
  return { element, channel, fromMs: atMs, toMs: atMs, value: 0, quality: "bad" };
}

/** Regular files whose name fits, in the order of their names: exporters number and date them. */
async function matchingNames(config: CsvConfig, folder: string): Promise<string[]> {
  const pattern = nameFits(config.files);
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() && pattern.test(entry.name) ? [entry.name] : [])).sort();
}

function nameFits(files: string): RegExp {
  const escaped = files.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
}

async function checkFolder(config: CsvConfig, folder: string): Promise<readonly SourceFinding[]> {
  const names = await matchingNames(config, folder).catch((cause: unknown) => cause);
  if (!Array.isArray(names)) {
    const found = `${reasonOf(names)}: ${sayCause(names)}`;
    return [{ path: ["folder"], expected: `a folder that can be read: ${folder}`, found }];
  }
  const findings: SourceFinding[] = [];
  for (const name of names) {
    const problem = headerProblem(config, await headerOf(config, folder, String(name)));
    if (problem === null) continue;
    const at = config.channels.findIndex(({ column }) => column === problem.field);
    const path = at === -1 ? ["time", "columns"] : ["channels", at, "column"];
    findings.push({ path, expected: `${problem.expected} in ${name}`, found: problem.found });
  }
  return findings;
}

async function* browseColumns(config: CsvConfig, folder: string): AsyncIterable<BrowsedNode> {
  for (const name of await matchingNames(config, folder)) {
    for (const column of (await headerOf(config, folder, name)) ?? []) {
      yield { address: column, name: `${name}: ${column}`, dataType: null, unit: null, depth: 0 };
    }
  }
}

async function headerOf(config: CsvConfig, folder: string, name: string): Promise<readonly string[] | null> {
  const handle = await open(join(folder, name), "r");
  try {
    return await readHeader(handle, config);
  } finally {
    await handle.close();
  }
}
