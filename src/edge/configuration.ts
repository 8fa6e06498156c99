import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { isElementCode } from "#telemetry";
import { edgeFaults } from "./errors.ts";
import { channelMapProblems } from "./pipeline/channel-rule.ts";
import type { SourceConfig, SourceKind, SourcePlace } from "./source-kind.ts";

const protocols = /^(https?|mqtts?):$/;
const serverUrl = z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), {
  error: "expected an address that begins with https://, http://, mqtts:// or mqtt://",
});

/** Members of the configuration besides the sources; every number has a default that fits a small device. */
const coreSchema = z.strictObject({
  /** Addresses of the platform, tried in their order. */
  servers: z.array(serverUrl).min(1).max(8),
  /** PEM of the authority that signs the platform's certificate, where the system does not know it. */
  authorityFile: z.string().optional(),
  /** Folder of the key, the buffer and the receipts; belongs to one collector. */
  stateDirectory: z.string().min(1),
  buffer: z
    .strictObject({
      /** Bound of everything that waits on the disk. */
      maxBytes: z
        .int()
        .min(256 * 1024)
        .default(1024 ** 3),
      /** What waits in memory for a disk with room. */
      pendingBytes: z
        .int()
        .min(64 * 1024)
        .default(4 * 1024 ** 2),
      /** Most that a loss of power costs: readings are on the disk after this time. */
      flushMs: z.int().min(20).max(60_000).default(1000),
      /** A group is written after this time when somebody waits for its acknowledgement, at once when many do. */
      acknowledgeMs: z.int().min(0).max(60_000).default(100),
      /** Kept on the disk so that a full one can still be emptied by sending. */
      reserveBytes: z
        .int()
        .min(0)
        .default(4 * 1024 ** 2),
    })
    .prefault({}),
  batch: z
    .strictObject({
      rows: z.int().min(1).max(100_000).default(5000),
      bytes: z
        .int()
        .min(4096)
        .max(8 * 1024 ** 2)
        .default(1024 ** 2),
      /** A batch is signed at least so often while there is anything to send. */
      intervalMs: z.int().min(50).max(3_600_000).default(5000),
      /** Without anything to send, an empty batch says that the collector is there. */
      heartbeatMs: z.int().min(1000).max(86_400_000).default(300_000),
      /** Most batches that are signed and have no receipt yet. */
      window: z.int().min(1).max(64).default(8),
      format: z.enum(["jsonLines", "protobuf"]).default("protobuf"),
    })
    .prefault({}),
  /** What was collected while nothing could be sent goes out beside the live data. */
  backlog: z.strictObject({ batchesPerSecond: z.number().positive().max(1000).default(10) }).prefault({}),
  clock: z
    .strictObject({
      /** A jump of the clock of at least so much is told in the signed stream. */
      jumpMs: z.int().min(100).default(2000),
    })
    .prefault({}),
  receipts: z
    .strictObject({
      /** Receipts are kept up to this size, the oldest go first. */
      maxBytes: z
        .int()
        .min(4096)
        .default(64 * 1024 ** 2),
    })
    .prefault({}),
  /** How long an answer may take. */
  answerTimeoutMs: z.int().min(100).default(30_000),
});

/** The configuration after parsing, with paths made absolute. */
export interface CollectorConfiguration extends z.output<typeof coreSchema> {
  readonly file: string;
  readonly place: SourcePlace;
  readonly sources: readonly SourceConfig[];
}

/** One thing that is wrong in a configuration file. */
export interface ConfigurationFinding {
  readonly file: string;
  /** As in the file, for example `sources[0].channels[2].scale`; empty for the whole file. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export type ReadConfiguration =
  | { readonly kind: "read"; readonly configuration: CollectorConfiguration }
  | { readonly kind: "wrong"; readonly findings: readonly ConfigurationFinding[] };

/** Reads and checks a configuration file: everything that is wrong, not only the first. */
export function readConfiguration(
  file: string,
  kinds: Readonly<Record<string, SourceKind>>,
): ReadConfiguration {
  const wrong = (path: string, expected: string, found: string): ReadConfiguration => ({
    kind: "wrong",
    findings: [{ file, path, expected, found }],
  });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    return wrong("", cause instanceof SyntaxError ? "JSON" : "a file that can be read", messageOf(cause));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return wrong("", "an object", shown(value));
  }
  const { sources, ...core } = value as Record<string, unknown>;
  const parsed = coreSchema.safeParse(core);
  const findings = parsed.success ? [] : findingsOf(file, [], parsed.error, core);
  const read = readSources(file, sources, kinds);
  findings.push(...read.findings);
  if (!parsed.success || findings.length > 0) return { kind: "wrong", findings };
  const configurationDirectory = dirname(resolve(file));
  const stateDirectory = resolve(configurationDirectory, parsed.data.stateDirectory);
  const { authorityFile } = parsed.data;
  return {
    kind: "read",
    configuration: {
      ...parsed.data,
      ...(authorityFile === undefined
        ? {}
        : { authorityFile: resolve(configurationDirectory, authorityFile) }),
      stateDirectory,
      file,
      place: { stateDirectory, configurationDirectory },
      sources: read.sources,
    },
  };
}

/** @throws EDGE_CONFIG_WRONG with the first finding */
export function requireConfiguration(
  file: string,
  kinds: Readonly<Record<string, SourceKind>>,
): CollectorConfiguration {
  const read = readConfiguration(file, kinds);
  if (read.kind === "read") return read.configuration;
  const [first] = read.findings;
  throw edgeFaults.fault("EDGE_CONFIG_WRONG", {
    file,
    path: first?.path ?? "",
    expected: first?.expected ?? "",
    found: first?.found ?? "",
    count: read.findings.length,
  });
}

function readSources(file: string, value: unknown, kinds: Readonly<Record<string, SourceKind>>) {
  const findings: ConfigurationFinding[] = [];
  const sources: SourceConfig[] = [];
  if (!Array.isArray(value)) {
    findings.push({ file, path: "sources", expected: "a list of sources", found: shown(value) });
    return { findings, sources };
  }
  const ids = new Set<string>();
  value.forEach((item: unknown, i) => {
    const kind = typeof item === "object" && item !== null && "kind" in item ? item.kind : undefined;
    const known = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (known === undefined) {
      const expected = `one of ${Object.keys(kinds).join(", ")}`;
      findings.push({ file, path: `sources[${i}].kind`, expected, found: shown(kind) });
      return;
    }
    const parsed = known.schema.safeParse(item);
    if (!parsed.success) {
      findings.push(...findingsOf(file, ["sources", i], parsed.error, item));
      return;
    }
    findings.push(
      ...namesOf(parsed.data, ids).map((one) => ({ ...one, file, path: `sources[${i}]${one.path}` })),
    );
    ids.add(parsed.data.id);
    sources.push(parsed.data);
  });
  return { findings, sources };
}

/** What a schema cannot see: ids twice, channels that the catalogue does not have, two maps of one channel. */
function namesOf(source: SourceConfig, ids: ReadonlySet<string>) {
  const findings: { path: string; expected: string; found: string }[] = [];
  if (ids.has(source.id)) findings.push({ path: ".id", expected: "an id of its own", found: source.id });
  const seen = new Set<string>();
  source.channels.forEach((map, i) => {
    const { element, channel } = map;
    const path = `.channels[${i}]`;
    for (const problem of channelMapProblems(map)) {
      const { expected, found } = problem;
      findings.push({ path: `${path}.${problem.path.join(".")}`, expected, found });
    }
    if (!isElementCode(element)) {
      findings.push({ path: `${path}.element`, expected: "a code without / + # and spaces", found: element });
    }
    const key = `${element} ${channel}`;
    if (seen.has(key)) findings.push({ path, expected: "one map for each channel", found: `${key} twice` });
    seen.add(key);
  });
  return findings;
}

function findingsOf(
  file: string,
  prefix: readonly (string | number)[],
  error: z.ZodError,
  root: unknown,
): ConfigurationFinding[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : [];
    if (unknown.length > 0) {
      return unknown.map((key) => ({
        file,
        path: pathText([...prefix, ...path, key]),
        expected: "only known members",
        found: key,
      }));
    }
    const expected = expectationOf(issue);
    return [{ file, path: pathText([...prefix, ...path]), expected, found: shown(valueAt(root, path)) }];
  });
}

/** What was expected, without the words that zod puts around it. */
function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_small")
    return `at least ${issue.minimum}${issue.origin === "string" ? " characters" : ""}`;
  if (issue.code === "too_big")
    return `at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}`;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" or ");
  return issue.message.replace(/^(Invalid input: )?expected /, "").replace(/, received .*$/, "");
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const step of path) {
    value =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}

/** A path as one would write it: `sources[0].channels[2].scale`. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step, i) => (typeof step === "number" ? `[${step}]` : `${i === 0 ? "" : "."}${step}`))
    .join("");
}

/** A value in a message: short, and without what looks like a secret's whole length. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
