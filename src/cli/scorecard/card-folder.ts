import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parsePmml } from "#adapters/pmml";
import { developmentPlanSchema } from "#models";
import {
  type DevelopmentPlan,
  type MasterScale,
  type ModelEvaluation,
  readScorecard,
  type Scorecard,
  type SegmentArtefact,
  type SegmentedScorecard,
} from "#scorecard";
import { cliFaults } from "../errors.ts";
import { readUserFile } from "../read-user-file.ts";
import { manifestName } from "./artefact-folder.ts";

const manifestSchema = z.object({
  version: z.literal("scorecard-run@1"),
  command: z.string(),
  data: z.object({ file: z.string(), path: z.string().nullable(), sha256: z.string() }),
  reading: z.object({
    numeric: z.array(z.string()),
    categorical: z.array(z.string()),
    missingText: z.array(z.string()),
  }),
  files: z.record(z.string(), z.string()),
});

/** What binds the files of a run together: data → plan → card → evaluation, each by its SHA-256. */
export type Manifest = z.infer<typeof manifestSchema>;

/** A card with what its folder knows of it; a card that is a file alone has only itself. */
export interface CardFolder {
  readonly card: Scorecard;
  readonly manifest: Manifest | null;
  readonly plan: DevelopmentPlan | null;
  readonly masterScale: MasterScale | null;
  /** Cards by segment, where the development made them. */
  readonly segmented: SegmentedScorecard | null;
}

/**
 * Reads a card from the folder of a development, or from a file of its own: JSON or PMML.
 * @throws CLI_NO_SUCH_INPUT, CLI_BAD_OPTION, readScorecard's faults
 */
export function readCardFolder(path: string): CardFolder {
  if (!existsSync(path)) {
    const expected = "the folder of a development, or a card (JSON, PMML)";
    throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "--card", path, expected });
  }
  if (!statSync(path).isDirectory()) {
    return { card: readCardFile(path), manifest: null, plan: null, masterScale: null, segmented: null };
  }
  const read = <T>(name: string, parse: (json: unknown) => T): T | null =>
    existsSync(join(path, name)) ? parse(readJson(join(path, name))) : null;
  return {
    card: readScorecard(readJson(join(path, "card.json"))),
    manifest: read(manifestName, (json) => manifestSchema.parse(json)),
    plan: read("plan.json", (json) => developmentPlanSchema.parse(json)),
    masterScale: read(
      "evaluation.json",
      (json) => (json as { evaluation: ModelEvaluation }).evaluation.masterScale,
    ),
    segmented: read("segments.json", readSegments),
  };
}

/** Every card in it is checked as one alone is. */
function readSegments(json: unknown): SegmentedScorecard {
  const found = (json as SegmentArtefact).card;
  return {
    ...found,
    fallback: readScorecard(found.fallback),
    segments: found.segments.map((one) =>
      one.kind === "fallback" ? one : { ...one, card: readScorecard(one.card) },
    ),
  };
}

/** PMML of any producer, or our JSON. */
function readCardFile(path: string): Scorecard {
  const isPmml = /\.(pmml|xml)$/i.test(path);
  return isPmml ? parsePmml(readUserFile("--card", path).toString("utf8")) : readScorecard(readJson(path));
}

function readJson(path: string): unknown {
  const text = readUserFile("--card", path).toString("utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--card", expected: "JSON", found: path }, cause);
  }
}
