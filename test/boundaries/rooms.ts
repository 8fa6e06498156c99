/** A room of the house: a folder under `src` with one door, `index.ts`. */
export interface Room {
  readonly name: string;
  /** The only rooms it may import; left out, it may import every room above it. */
  readonly only?: readonly string[];
  /** A pure room does no I/O: it imports no `node:` module and no package. */
  readonly isPure?: boolean;
  /** Rooms whose files are entered by path, because nothing but the shell starts them. */
  readonly hasNoDoor?: boolean;
}

/**
 * The rooms in the order in which the data flows. A room imports the kernel and rooms above it, never below.
 * The folder `adapters` holds one room for each technology.
 */
export const rooms: readonly Room[] = [
  { name: "kernel", only: [], isPure: true },
  { name: "registry" },
  { name: "seal", only: ["kernel"], isPure: true },
  { name: "telemetry", only: ["kernel", "seal"], isPure: true },
  { name: "edge", only: ["kernel", "seal", "telemetry"] },
  { name: "operations", only: ["kernel"], isPure: true },
  { name: "collect" },
  { name: "ledger", only: ["kernel", "seal"] },
  { name: "witness", only: ["kernel", "seal", "ledger"] },
  { name: "intake", only: ["kernel", "registry", "seal", "telemetry", "ledger"] },
  { name: "indicators" },
  { name: "association", only: ["kernel", "operations"], isPure: true },
  { name: "crosscheck", only: ["kernel", "operations", "association"], isPure: true },
  { name: "scorecard", only: ["kernel"], isPure: true },
  { name: "profile" },
  { name: "decision" },
  { name: "report" },
  { name: "access" },
  { name: "consent" },
  { name: "models" },
  { name: "lending" },
  { name: "watch" },
  { name: "compensation" },
  { name: "customers" },
  { name: "jobs" },
  { name: "flow" },
  { name: "simulate" },
  { name: "adapters/files" },
  { name: "adapters/clickhouse" },
  { name: "adapters/tables" },
  { name: "adapters/postgres" },
  { name: "adapters/typst" },
  { name: "adapters/notify" },
  { name: "adapters/ydf" },
  { name: "adapters/pmml" },
  { name: "adapters/mqtt" },
  { name: "http" },
  { name: "cli" },
  { name: "bin", hasNoDoor: true },
];

/** The outermost rooms, the only ones that choose adapters. */
export const mayChooseAdapters = "^src/(bin|cli)/";
