import type { SourceKind } from "../source-kind.ts";

/** Every kind of source by its name in the configuration. */
export const sourceKinds: Readonly<Record<string, SourceKind>> = {};
