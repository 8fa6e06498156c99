import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { type FileToRead, type Mapping, builtInMappings, isDataFileName, readMapping } from "#collect";
import { flowFaults } from "./errors.ts";

/** The file in which a folder says what it holds: whether it is simulated, and whose readings are in it. */
const DATASET_FILE = "dataset.json";

const datasetSchema = z.object({
  version: z.literal("dataset@1"),
  simulated: z.boolean(),
  name: z.string().min(1).max(80),
  readings: z
    .array(
      z.object({
        file: z.string().min(1),
        enterprise: z.string().min(1).max(64),
        /** A mapping file inside the folder; left out, the file is recognised by its header. */
        mapping: z
          .string()
          .regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/, "a path inside the folder")
          .optional(),
      }),
    )
    .default([]),
});
type DatasetDescription = z.infer<typeof datasetSchema>;

/** A file of readings that was named by itself, and whose it is. */
export interface NamedReadings {
  readonly path: string;
  /** Null: the name of the file without its ending. */
  readonly enterpriseCode: string | null;
}

/** The files of one evaluation, in the order in which they are read. */
export interface EvaluationInputs {
  readonly paths: readonly FileToRead[];
  /** Layouts by which files are recognised: the user's first, then the built-in ones. */
  readonly mappings: readonly Mapping[];
  readonly dataset: string;
  readonly simulated: boolean;
}

/**
 * Lists what there is to read. Files of the folder are ordered by name, so that two runs read the same sequence;
 * folders in it are not entered, and reported where their name is that of a data file.
 * @throws FLOW_BAD_DATASET_FILE, COLLECT_BAD_MAPPING
 */
export async function listInputs(wanted: {
  readonly folder: string | null;
  readonly readings: readonly NamedReadings[];
  readonly mappingFiles: readonly string[];
}): Promise<EvaluationInputs> {
  const { folder, readings } = wanted;
  const mappings = [...wanted.mappingFiles.map(readMapping), ...builtInMappings()];
  const description = folder === null ? null : await readDescription(folder);
  const inFolder = folder === null ? [] : await listFolder(folder, description);
  const named = readings.map(({ path, enterpriseCode }) => ({
    path,
    name: basename(path),
    enterpriseCode: enterpriseCode ?? stemOf(path),
    mapping: null,
  }));
  const first = folder ?? readings[0]?.path ?? "evaluation";
  return {
    paths: [...inFolder, ...named],
    mappings,
    dataset: description?.name ?? stemOf(first),
    simulated: description?.simulated ?? false,
  };
}

async function listFolder(folder: string, description: DatasetDescription | null): Promise<FileToRead[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(({ name }) => name !== DATASET_FILE && !name.startsWith("."))
    .filter((entry) => !entry.isDirectory() || isDataFileName(entry.name))
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const readings = description?.readings.find(({ file }) => file === name);
      return {
        path: join(folder, name),
        name,
        enterpriseCode: readings?.enterprise ?? null,
        mapping: readings?.mapping === undefined ? null : readMapping(join(folder, readings.mapping)),
      };
    });
}

async function readDescription(folder: string): Promise<DatasetDescription | null> {
  const path = join(folder, DATASET_FILE);
  if (!existsSync(path)) return null;
  try {
    return datasetSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const found = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw flowFaults.fault("FLOW_BAD_DATASET_FILE", { file: DATASET_FILE, found }, cause);
  }
}

function stemOf(path: string): string {
  return basename(path).replace(/\.(csv|jsonl|json)?(\.gz)?$/i, "") || "evaluation";
}
