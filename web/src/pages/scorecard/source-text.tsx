import type { ProjectSummary } from "./studio-api.ts";

/** Where a project's rows come from, by name. */
export function SourceText({ source }: Pick<ProjectSummary, "source">) {
  return <span translate="no">{source.kind === "upload" ? source.file : source.dataset}</span>;
}
