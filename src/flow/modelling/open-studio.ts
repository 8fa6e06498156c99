import { createHash } from "node:crypto";
import type { Asker } from "#access";
import {
  createStudioTasks,
  modelsFaults,
  moveVersion,
  printModelCard,
  requireIntact,
  requireIntactExport,
  requireProject,
  requireVersion,
  sealLeftOver,
} from "#models";
import { createProject } from "./create-project.ts";
import { evaluationIn } from "./evaluation-in.ts";
import { foundCuts } from "./found-cuts.ts";
import { keepLastTable } from "./keep-last-table.ts";
import { monitorVersion } from "./monitor-version.ts";
import { publishVersion } from "./publish-version.ts";
import { readSource } from "./read-source.ts";
import { scoreOneRecord } from "./score-record.ts";
import { shareTable } from "./share-table.ts";
import { createStepStarter, jobOfProject } from "./start-step.ts";
import type { StudioParts } from "./studio-parts.ts";
import type { StudioServices } from "./studio-services.ts";
import { computeInThread } from "./studio-thread.ts";
import { verifyStoredVersion } from "./verify-stored-version.ts";

/** The scorecard studio on open stores. */
export function openStudio(parts: StudioParts): StudioServices {
  const { projects, versions, jobs } = parts;
  return {
    projects,
    versions,
    clock: jobs.clock,
    nextId: jobs.nextId,
    tasks: createStudioTasks(versions),
    ...projectServices(parts),
    ...versionServices(parts),
    ...cardServices(parts),
  };
}

function projectServices(
  parts: StudioParts,
): Pick<StudioServices, "create" | "find" | "rows" | "columns" | "startStep" | "jobOf" | "counts"> {
  const tables = keepLastTable(parts);
  const startStep = createStepStarter(parts);
  return {
    create: async (by, wanted) => await createProject(parts, by, wanted),
    find: async (by, projectId) => await requireProject(parts.projects, by, projectId),
    rows: async (by, projectId) => {
      const { source } = await requireProject(parts.projects, by, projectId);
      return await tables.read(by, source);
    },
    columns: async (by, projectId) => {
      const { source } = await requireProject(parts.projects, by, projectId);
      const { table, thread } = await tables.thread(by, source);
      return { rows: table.rows, items: await thread.describe() };
    },
    startStep: async (by, projectId, step) => await startStep(by, { projectId, step }),
    jobOf: async (by, projectId) => await jobOfProject(parts, by.party.id, projectId),
    counts: async (by, projectId, indicator) => {
      const project = await requireProject(parts.projects, by, projectId);
      const { thread } = await tables.thread(by, project.source);
      return await thread.counts(project.plan, indicator, await foundCuts(parts, by, { project, indicator }));
    },
  };
}

function versionServices(
  parts: StudioParts,
): Pick<StudioServices, "publish" | "findVersion" | "move" | "sealLeftOver" | "verify" | "compareOnData"> {
  const { versions, projects, jobs, seal } = parts;
  return {
    publish: async (by, projectId, name) => await publishVersion(parts, by, { projectId, name }),
    findVersion: async (by, versionId) => await requireVersion(versions, by, versionId),
    move: async (by, wanted) => await moveVersion({ versions, seal, clock: jobs.clock }, by, wanted),
    sealLeftOver: async (partyId) => await sealLeftOver(parts, partyId),
    verify: async (by, wanted) => await verifyStoredVersion(parts, by, wanted),
    compareOnData: async (by, wanted) => {
      const left = await requireVersion(versions, by, wanted.left);
      const right = await requireVersion(versions, by, wanted.right);
      const { source } = await requireProject(projects, by, left.projectId);
      const { table } = await readSource(parts, by, source, new AbortController().signal);
      const names = new Set(table.columns.map(({ id }) => id));
      // A card that was developed on other columns cannot score these rows.
      if ([left, right].some(({ card }) => card.indicators.some(({ id }) => !names.has(id)))) return null;
      return await computeInThread({
        kind: "compare",
        table: shareTable(table),
        plan: left.plan,
        left: left.card,
        right: right.card,
        acceptedShare: wanted.acceptedShare,
      });
    },
  };
}

function cardServices(
  parts: StudioParts,
): Pick<StudioServices, "readExport" | "modelCard" | "printModelCard" | "score" | "monitoring"> {
  const { versions, pdf, nameOfIndicator } = parts;
  const evaluationOf = async (by: Asker, versionId: string) =>
    evaluationIn((await versions.readEvaluation(by.party.id, versionId)) ?? "null");
  return {
    readExport: async (by, versionId, format) => {
      const version = await requireVersion(versions, by, versionId);
      const found = await versions.readExport(by.party.id, versionId, format);
      if (found === null) {
        throw modelsFaults.fault("MODELS_EXPORT_NOT_FOUND", { version: version.version, format });
      }
      const sha256 = createHash("sha256").update(found.bytes).digest("hex");
      requireIntactExport(version, { format, sha256 });
      return found;
    },
    modelCard: async (by, versionId) => {
      const { content, sha256, transitions } = await requireVersion(versions, by, versionId);
      return { content, sha256, signatures: transitions };
    },
    printModelCard: async (by, versionId) => {
      const version = await requireVersion(versions, by, versionId);
      const about = { bank: by.party.name, nameOf: nameOfIndicator };
      return await pdf.render(printModelCard(version, about));
    },
    score: async (by, versionId, record) => {
      const version = await requireVersion(versions, by, versionId);
      requireIntact(version);
      return scoreOneRecord(version.card, (await evaluationOf(by, versionId)).masterScale, record);
    },
    monitoring: async (by, versionId) => {
      const version = await requireVersion(versions, by, versionId);
      return await monitorVersion(parts, by, { version, evaluation: await evaluationOf(by, versionId) });
    },
  };
}
