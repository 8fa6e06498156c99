import type { LogReader } from "#ledger";
import { parseCheckpoint, parseNote } from "#seal";
import type { Sealing } from "./provenance-services.ts";

/** Reads when platform leaves were sealed and who witnessed the checkpoint over them; one element a leaf asked for. */
export function createSealingReader(
  origin: string,
  logs: LogReader,
): (platformIndexes: readonly number[]) => Promise<readonly Sealing[]> {
  return async (platformIndexes) => {
    const found = new Map<number, Sealing>();
    for (const platformIndex of new Set(platformIndexes)) {
      found.set(platformIndex, await readSealing(origin, logs, platformIndex));
    }
    return platformIndexes.map((platformIndex) => found.get(platformIndex) ?? unsealed(platformIndex));
  };
}

async function readSealing(origin: string, logs: LogReader, platformIndex: number): Promise<Sealing> {
  const leaf = await logs.prove(origin, platformIndex);
  if (leaf === null) return unsealed(platformIndex);
  const anchor = JSON.parse(new TextDecoder().decode(leaf.entry)) as { readonly sealedAtMs?: number };
  const note = parseNote(leaf.checkpoint);
  return {
    platformIndex,
    sealedAtMs: anchor.sealedAtMs ?? null,
    checkpointSize: parseCheckpoint(note.body).size,
    witnesses: note.signatures.map(({ name }) => name).filter((name) => name !== origin),
  };
}

function unsealed(platformIndex: number): Sealing {
  return { platformIndex, sealedAtMs: null, checkpointSize: null, witnesses: [] };
}
