import type { z } from "zod";
import { builtInMappings, mappingSchema, type Mapping } from "#collect";
import type { FileBalance, InspectedFile, StoredImport } from "#flow";
import type { DataClass } from "#consent";
import type { importSchema, inspectedFileSchema } from "./imports.schema.ts";
import { httpFaults } from "./errors.ts";

const mostSamples = 3;
const mostCellText = 300;

/** An inspected file as the interface gives it. */
export function showInspected(file: InspectedFile): z.infer<typeof inspectedFileSchema> {
  const { inspection, owner, earlier, name, bytes, sha256 } = file;
  const { layout, nearest, suggested, headerRow, columns, rows, problem } = inspection;
  const cut = (text: string): string => text.slice(0, mostCellText);
  const body = rows.filter(({ row }) => row > headerRow);
  return {
    name,
    bytes,
    sha256,
    layout:
      layout === null
        ? null
        : { id: layout.id, kind: layout.kind, ...layoutName(layout), mapping: plain(layout.mapping) },
    nearest:
      nearest === null ? null : { ...nearest, missing: [...nearest.missing], unused: [...nearest.unused] },
    suggested:
      suggested === null
        ? null
        : {
            mapping: plain(suggested.mapping) ?? {},
            renamed: suggested.renamed.map((pair) => ({ ...pair })),
            missing: [...suggested.missing],
          },
    headerRow,
    columns: columns.map((column, i) => ({
      name: column,
      samples: body
        .map(({ cells }) => cut(cells[i] ?? ""))
        .filter((cell) => cell !== "")
        .slice(0, mostSamples),
    })),
    rows: rows
      .slice(0, 20)
      .map(({ row, cells, problem: wrong }) => ({ row, cells: cells.map(cut), problem: wrong })),
    problem,
    owner,
    earlier,
  };
}

const listNames: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  enterprises: { zh: "企业名单", en: "List of enterprises" },
  churn: { zh: "利率与客户流失表", en: "Table of rates and lost customers" },
};

function layoutName({ id, kind, mapping }: { id: string; kind: string; mapping: Mapping | null }) {
  if (mapping !== null) return { zh: mapping.zh, en: mapping.en };
  return listNames[kind] ?? { zh: id, en: id };
}

/** The names of a layout in both languages, by its id. */
export function builtInMappingNames() {
  return builtInMappings().map((mapping) => {
    const { id, zh, en } = mapping;
    return { id, zh, en, mapping: plain(mapping) ?? {} };
  });
}

/** A mapping that somebody sent. @throws HTTP_BAD_REQUEST naming the first key that is wrong */
export function parseMapping(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const found = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`;
  throw httpFaults.fault("HTTP_BAD_MAPPING", { problem: found });
}

function plain(value: unknown): Record<string, unknown> | null {
  return value === null || value === undefined
    ? null
    : (JSON.parse(JSON.stringify(value)) as Record<string, unknown>);
}

/** An import with what stands of its files now; details of an enterprise without a basis are left out. */
export function showImport(
  found: StoredImport,
  balances: readonly FileBalance[],
  readable: ReadonlyMap<string, ReadonlySet<DataClass>>,
): z.infer<typeof importSchema> {
  const { files, fileNames, ...header } = found;
  return {
    ...header,
    fileNames: [...fileNames],
    files:
      files?.map((file) => {
        const own = balances.filter((one) => one.file === file.file || one.file.startsWith(`${file.file}/`));
        const isWithheld = own.some(({ enterpriseId }) => enterpriseId !== "" && !readable.has(enterpriseId));
        const { statements, notes, ...rest } = file;
        return {
          ...rest,
          ...(isWithheld || statements === undefined
            ? {}
            : { statements: statements.map((one) => ({ ...one })) }),
          ...(isWithheld || notes === undefined ? {} : { notes: notes.map((one) => ({ ...one })) }),
          isWithheld,
          now: own.length === 0 ? null : sumOf(own),
        };
      }) ?? null,
  };
}

/** Ids of the enterprises whose rows are in a file of the import. */
export function enterprisesIn(found: StoredImport, balances: readonly FileBalance[]): readonly string[] {
  const names = new Set(found.files?.map(({ file }) => file));
  const ids = balances
    .filter(({ file }) => names.has(file) || names.has(file.split("/")[0] ?? ""))
    .map(({ enterpriseId }) => enterpriseId);
  return [...new Set(ids)].filter((id) => id !== "");
}

/** The balances of some files together. */
export function sumOf(balances: readonly FileBalance[]) {
  const total = (key: "read" | "stored" | "duplicates" | "quarantined" | "corrected"): number =>
    balances.reduce((sum, one) => sum + one[key], 0);
  return {
    read: total("read"),
    stored: total("stored"),
    duplicates: total("duplicates"),
    quarantined: total("quarantined"),
    corrected: total("corrected"),
  };
}
