import type { Asker } from "#access";
import type { ProjectSource } from "#models";
import type { DataTable } from "#scorecard";
import { type ReadSource, readSource } from "./read-source.ts";
import { shareTable } from "./share-table.ts";
import type { StudioParts } from "./studio-parts.ts";
import { openTableThread, type TableThread } from "./table-thread.ts";

/** The table that was read last, and a thread that answers about it. */
export interface LastTable {
  /** @throws the faults of reading a project's source */
  read(by: Asker, source: ProjectSource): Promise<DataTable>;
  /** @throws the faults of reading a project's source */
  thread(
    by: Asker,
    source: ProjectSource,
  ): Promise<{ readonly table: DataTable; readonly thread: TableThread }>;
}

const keptMs = 600_000;

/**
 * The table of the file that was read last stays in memory for a while, because a page asks for indicator after indicator.
 * Rows of an evaluation are read each time, because whether they may be read can change; the thread that holds them serves
 * on while they are the same.
 */
export function keepLastTable(parts: StudioParts): LastTable {
  const files = keepLastFile(parts);
  const threads = keepLastThread();
  const readShared = async (by: Asker, source: ProjectSource): Promise<ReadSource> =>
    source.kind === "upload"
      ? await files.read(by, source)
      : await readSource(parts, by, source, neverAborted);
  return {
    read: async (by, source) => (await readShared(by, source)).table,
    thread: async (by, source) => {
      const read = await readShared(by, source);
      return { table: read.table, thread: threads.holding(`${by.party.id} ${read.sha256}`, read.table) };
    },
  };
}

const neverAborted = new AbortController().signal;

function keepLastFile(parts: StudioParts): {
  read(by: Asker, source: Extract<ProjectSource, { kind: "upload" }>): Promise<ReadSource>;
} {
  let kept: {
    readonly key: string;
    readonly read: Promise<ReadSource>;
    readonly forget: NodeJS.Timeout;
  } | null = null;
  return {
    read: async (by, source) => {
      const read = async (): Promise<ReadSource> => {
        const found = await readSource(parts, by, source, neverAborted);
        return { ...found, table: shareTable(found.table) };
      };
      const key = `${by.party.id} ${source.uploadId} ${source.file}`;
      if (kept?.key !== key) {
        clearTimeout(kept?.forget);
        const forget = setTimeout(() => {
          kept = null;
        }, keptMs).unref();
        kept = { key, read: read(), forget };
        kept.read.catch(() => {
          kept = null;
        });
      }
      return await kept.read;
    },
  };
}

function keepLastThread(): { holding(key: string, table: DataTable): TableThread } {
  let kept: { readonly key: string; readonly thread: TableThread; forget: NodeJS.Timeout } | null = null;
  const drop = (thread: TableThread): void => {
    if (kept?.thread !== thread) return;
    clearTimeout(kept.forget);
    kept = null;
    thread.close();
  };
  return {
    holding: (key, table) => {
      if (kept?.key !== key) {
        if (kept !== null) drop(kept.thread);
        const thread: TableThread = openTableThread(shareTable(table), () => drop(thread));
        kept = { key, thread, forget: setTimeout(() => {}, 0) };
      }
      const { thread } = kept;
      clearTimeout(kept.forget);
      kept.forget = setTimeout(() => drop(thread), keptMs).unref();
      return thread;
    },
  };
}
