import { mkdirSync } from "node:fs";
import { drainPending, Session } from "chdb";
import { clickhouseFaults } from "./errors.ts";

export type QueryParameter = string | number | bigint | boolean | readonly string[] | readonly number[];
export type QueryParameters = Readonly<Record<string, QueryParameter>>;

/** One ClickHouse connection: it runs its statements one after the other. */
export interface Connection {
  /** Rows as objects; 64-bit integers arrive as decimal strings, smaller ones as numbers. */
  query<T>(sql: string, parameters?: QueryParameters): Promise<T[]>;
  /** The result as bytes in a ClickHouse format, for results too large to parse as JSON. */
  queryBytes(sql: string, format: string, parameters?: QueryParameters): Promise<Uint8Array>;
  execute(sql: string, parameters?: QueryParameters): Promise<void>;
}

/** The embedded engine with a connection for writing and one for reading on the same directory. */
export interface EmbeddedEngine {
  readonly writer: Connection;
  readonly reader: Connection;
  close(): Promise<void>;
}

/** Databases are loaded before the first query, and results never lose digits of 64-bit integers. */
const connectionArguments = [
  "--async_load_databases=0",
  "--output_format_json_quote_64bit_integers=1",
  "--async_insert=0",
  "--max_threads=2",
];

/**
 * Four running queries would fill libuv's thread pool and hold up every file operation of the process;
 * two leave half of it free.
 */
const mostQueriesAtOnce = 2;

/** Opens the engine on a directory of its own; a process has one directory at a time. */
export function openEmbeddedEngine(directory: string): EmbeddedEngine {
  mkdirSync(directory, { recursive: true });
  const slots = createSlots(mostQueriesAtOnce);
  const sessions = [
    new Session(directory, { connectionArgs: connectionArguments }),
    new Session(directory, { connectionArgs: connectionArguments }),
  ] as const;
  return {
    writer: connect(sessions[0], slots),
    reader: connect(sessions[1], slots),
    close: async () => {
      await slots.drain();
      for (const session of sessions) session.close();
      await drainPending();
    },
  };
}

function connect(session: Session, slots: Slots): Connection {
  const run = async (sql: string, format: string, parameters?: QueryParameters): Promise<Uint8Array> => {
    await slots.take();
    try {
      if (!session.open) throw clickhouseFaults.fault("CLICKHOUSE_CLOSED");
      const result =
        parameters === undefined
          ? await session.queryAsync(sql, { format })
          : await session.queryBindAsync(sql, parameters, { format });
      return result.bytes();
    } catch (cause) {
      if (cause instanceof Error && cause.name === "Fault") throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw clickhouseFaults.fault("CLICKHOUSE_QUERY", { reason }, cause);
    } finally {
      slots.give();
    }
  };
  return {
    query: async <T>(sql: string, parameters?: QueryParameters) =>
      parseRows<T>(await run(sql, "JSONEachRow", parameters)),
    queryBytes: run,
    execute: async (sql, parameters) => {
      await run(sql, "Null", parameters);
    },
  };
}

function parseRows<T>(bytes: Uint8Array): T[] {
  const text = new TextDecoder().decode(bytes).trimEnd();
  if (text === "") return [];
  return JSON.parse(`[${text.replaceAll("\n", ",")}]`) as T[];
}

interface Slots {
  take(): Promise<void>;
  give(): void;
  /** Resolves once nothing runs and nothing waits. */
  drain(): Promise<void>;
}

function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const draining: (() => void)[] = [];
  return {
    take: () => {
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    give: () => {
      const next = waiting.shift();
      if (next !== undefined) return next();
      free++;
      if (free === count) for (const resolve of draining.splice(0)) resolve();
    },
    drain: () =>
      free === count
        ? Promise.resolve()
        : new Promise((resolve) => {
            draining.push(resolve);
          }),
  };
}
