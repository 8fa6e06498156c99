import type { StreamName } from "#operations";
import { enterpriseIdOf } from "#registry";
import {
  enterpriseCodeOf,
  type FileSummary,
  type Layout,
  layoutFromJson,
  parseBatch,
  type ProjectedBatch,
  type ProjectedFile,
  type ReadBatch,
} from "#collect";
import { type DataClass, type EntryToAppend, type Ledger, singleRow, type StoredEntry } from "#ledger";
import { canonicalJson, type JsonObject } from "#seal";

const batchType = "import-batch@1";
const fileType = "import-file@1";

/** A batch with its place in the log, its rows not yet judged. */
export type ReceivedBatch = Omit<ProjectedBatch, "isKept" | "flags" | "counts" | "firstDay" | "lastDay">;

/** Where a batch comes from. */
export interface BatchSource {
  readonly file: string;
  readonly dataset: string;
  readonly layout: Layout;
}

const dataClasses: Readonly<Record<Exclude<Layout["kind"], "operations">, DataClass>> = {
  invoices: "invoice",
  readings: "reading",
  statements: "statement",
  documents: "document",
  enterprises: "registry",
  churn: "parameter",
};

/** Operating streams that are more than a document of the business. */
const streamClasses: Partial<Record<StreamName, DataClass>> = {
  machineDays: "reading",
  meterDays: "reading",
  collectorDays: "reading",
  invoices: "invoice",
  payments: "statement",
  masters: "registry",
  registers: "registry",
};

/** The class of data that the rows of a layout are. */
export function dataClassOf({ kind, mapping }: Layout): DataClass {
  if (kind !== "operations") return dataClasses[kind];
  const stream = mapping?.mapping === "touchstone-operations@1" ? mapping.stream : "orders";
  return streamClasses[stream] ?? "document";
}

/**
 * The entry of a batch. With its payload the header is enough to parse the rows again; it names no enterprise
 * by its code where the rows themselves do.
 */
export function batchEntry(ledger: Ledger, source: BatchSource, batch: ReadBatch): EntryToAppend {
  const { file, dataset, layout } = source;
  const enterpriseId = enterpriseIdOfBatch(dataset, batch.enterpriseCode);
  const codeInRows = enterpriseCodeOf(layout, batch.rows.bytes, batch.rows.ends[0] ?? 0);
  return {
    origin:
      enterpriseId === "" ? ledger.originOf("import", dataset) : ledger.originOf("enterprise", enterpriseId),
    dataClass: dataClassOf(layout),
    header: {
      "@type": batchType,
      dataset,
      enterprise:
        enterpriseId === ""
          ? null
          : {
              id: enterpriseId,
              ...(codeInRows === batch.enterpriseCode ? {} : { code: batch.enterpriseCode }),
            },
      file,
      layout: plainLayout(layout),
      notes: plain(batch.notes),
      rows: plain(batch.rowRuns),
    },
    payload: batch.rows,
  };
}

/** Stands for the layout of a file that was not recognised. */
export const ignored = "ignored";

/** The entry that closes a file: what was read of it, its hash, and why it was ignored or read only in part. */
export function fileEntry(
  ledger: Ledger,
  { file, dataset }: Omit<BatchSource, "layout">,
  { layout, rows, bytes, sha256, problem }: FileSummary,
): EntryToAppend {
  const found = { bytes, file, layout: layout?.id ?? ignored, problem: plain(problem), rows, sha256 };
  return {
    origin: ledger.originOf("import", dataset),
    dataClass: layout === null ? "parameter" : dataClassOf(layout),
    header: { "@type": fileType, dataset, ...found },
    payload: singleRow(Buffer.from(canonicalJson({ sha256 }), "utf8")),
  };
}

/** Our id of the batch's enterprise; empty where the rows belong to none. */
export function enterpriseIdOfBatch(dataset: string, code: string | null): string {
  return code === null ? "" : enterpriseIdOf({ scheme: `dataset:${dataset}`, value: code });
}

export type ReadBackEntry =
  | { readonly kind: "batch"; readonly batch: ReceivedBatch }
  | { readonly kind: "file"; readonly file: ProjectedFile };

/**
 * Reads an entry of an import back from the log, by the same parser that read the file; null for entries of other
 * types and of layouts that this program does not know, which stay in the log.
 */
export function readBackEntry({ origin, index, header, payload }: StoredEntry): ReadBackEntry | null {
  const place = { origin, entryIndex: index, receivedAtMs: Number(header["receivedAtMs"]) };
  const named = { file: String(header["file"]), dataset: String(header["dataset"]) };
  if (header["@type"] === fileType) {
    const { bytes, layout, problem, rows, sha256 } = header;
    const found = { bytes: Number(bytes), rows: Number(rows), sha256: String(sha256) };
    const text = problem === null || problem === undefined ? "" : JSON.stringify(problem);
    return { kind: "file", file: { ...place, ...named, ...found, layout: String(layout), problem: text } };
  }
  const layout = header["@type"] === batchType ? layoutFromJson(header["layout"]) : null;
  if (layout === null) return null;
  const enterprise = header["enterprise"] as { readonly id: string; readonly code?: string } | null;
  const codeInRows = enterpriseCodeOf(layout, payload.bytes, payload.ends[0] ?? 0);
  const notes = {
    notes: header["notes"] as unknown as ReadBatch["notes"],
    isOwnerMissing: enterprise === null,
  };
  const batch: ReceivedBatch = {
    ...place,
    ...named,
    layout,
    enterpriseId: enterprise?.id ?? "",
    enterpriseCode: enterprise?.code ?? (enterprise === null ? "" : (codeInRows ?? "")),
    rowRuns: header["rows"] as unknown as ReceivedBatch["rowRuns"],
    rows: payload,
    parsed: parseBatch(layout, payload, notes),
    ...(header["corrects"] === undefined
      ? {}
      : { corrects: header["corrects"] as unknown as NonNullable<ReceivedBatch["corrects"]> }),
  };
  return { kind: "batch", batch };
}

const plainLayouts = new WeakMap<Layout, JsonObject>();

/** A layout as JSON knows it; a file has one of thousands of batches. */
function plainLayout(layout: Layout): JsonObject {
  const known = plainLayouts.get(layout);
  if (known !== undefined) return known;
  const made = plain(layout) as JsonObject;
  plainLayouts.set(layout, made);
  return made;
}

/** A value as JSON knows it: without `undefined` and prototypes. */
function plain(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
