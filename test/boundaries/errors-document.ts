import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FaultDefinition } from "#kernel";
import { rooms } from "./rooms.ts";
import { repositoryRoot } from "./source-files.ts";

export interface DocumentedFault extends FaultDefinition {
  readonly room: string;
  readonly code: string;
}

/** Every fault that a room's `errors.ts` declares, in the order of the rooms and of the file. */
export async function collectFaults(): Promise<readonly DocumentedFault[]> {
  const faults: DocumentedFault[] = [];
  for (const room of rooms) {
    const path = join(repositoryRoot, "src", room.name, "errors.ts");
    if (!existsSync(path)) continue;
    const module: Record<string, unknown> = await import(pathToFileURL(path).href);
    for (const exported of Object.values(module)) {
      for (const [code, definition] of Object.entries(definitionsOf(exported))) {
        faults.push({ room: room.name, code, ...definition });
      }
    }
  }
  return faults;
}

/** The text of `docs/errors.md`. */
export function errorsDocument(faults: readonly DocumentedFault[]): string {
  const sections = rooms
    .filter((room) => faults.some((fault) => fault.room === room.name))
    .map((room) => {
      const rows = faults
        .filter((fault) => fault.room === room.name)
        .map((fault) => `| \`${fault.code}\` | ${fault.kind} | ${cell(fault.zh)} | ${cell(fault.en)} |`);
      return [`## ${room.name}`, "", "| code | kind | 中文 | English |", "|---|---|---|---|", ...rows, ""];
    });
  return [
    "<!-- Generated from each room's errors.ts by: npm run write:errors; a test holds it equal. -->",
    "",
    "# Error codes 错误代码",
    "",
    "A fault has a stable code, a kind and parameters in braces; its sentences come from the room's catalogue.",
    "HTTP answers and exit codes are chosen from the kind alone.",
    "",
    "| kind | means |",
    "|---|---|",
    ...Object.entries(meaningOfKind).map(([kind, meaning]) => `| ${kind} | ${meaning} |`),
    "",
    ...sections.flat(),
  ].join("\n");
}

const meaningOfKind: Readonly<Record<FaultDefinition["kind"], string>> = {
  badInput: "what was sent is wrong; sending it again will not help",
  notFound: "the thing named does not exist, or not for this caller",
  conflict: "it contradicts what is there now",
  forbidden: "this caller may not",
  unavailable: "not now; trying again later may help",
  integrity: "stored data is not what was sealed",
  internal: "our own mistake",
};

function definitionsOf(exported: unknown): Readonly<Record<string, FaultDefinition>> {
  if (typeof exported !== "object" || exported === null || !("definitions" in exported)) return {};
  return exported.definitions as Readonly<Record<string, FaultDefinition>>;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
