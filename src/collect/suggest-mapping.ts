import { type Mapping, mappingSchema } from "./mapping.ts";
import type { NearestLayout } from "./nearest-layout.ts";
import { normaliseColumn } from "./resolve-columns.ts";

/** A mapping made from the nearest layout, for a person to look over. */
export interface SuggestedMapping {
  readonly mapping: Mapping;
  /** Columns of the layout and those of the file that were put in their places. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Columns of the layout for which the file has nothing alike. */
  readonly missing: readonly string[];
}

const leastLikeness = 0.34;

/** The nearest layout's mapping with the missing columns replaced by the likeliest unused ones; null for plain lists. */
export function suggestMapping(
  { id, missing, unused }: NearestLayout,
  columns: readonly string[],
  known: readonly Mapping[],
): SuggestedMapping | null {
  const base = known.find((mapping) => mapping.id === id);
  if (base === undefined) return null;
  const free = unused.filter((column) => columns.includes(column));
  const renamed: { from: string; to: string }[] = [];
  for (const from of missing) {
    const scored = free
      .filter((to) => !renamed.some((pair) => pair.to === to))
      .map((to) => ({ to, likeness: likenessOf(from, to) }))
      .sort((a, b) => b.likeness - a.likeness);
    const [best] = scored;
    if (best !== undefined && best.likeness >= leastLikeness) renamed.push({ from, to: best.to });
  }
  const names = new Map(renamed.map(({ from, to }) => [from, to]));
  const candidate = { ...(renameIn(base, names) as object), id: `${id}-adapted`.slice(0, 40) };
  const parsed = mappingSchema.safeParse(candidate);
  if (!parsed.success) return null;
  return { mapping: parsed.data, renamed, missing: missing.filter((from) => !names.has(from)) };
}

/** Replaces names of columns; among several names for a column the file's own comes first. */
function renameIn(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) {
    const added = value.flatMap((one) => (typeof one === "string" ? (names.get(one) ?? []) : []));
    const kept = value.map((one: unknown) => (typeof one === "string" ? one : renameIn(one, names)));
    return [...new Set([...added, ...kept])];
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]): [string, unknown] => [
      key,
      key === "recognisedBy" && Array.isArray(one)
        ? one.map((name: unknown) =>
            typeof name === "string" ? (names.get(name) ?? name) : renameIn(name, names),
          )
        : renameIn(one, names),
    ]),
  );
}

/** Share of characters that two names have in common (Dice), from 0 to 1. */
function likenessOf(a: string, b: string): number {
  const [left, right] = [[...normaliseColumn(a)], [...normaliseColumn(b)]];
  const rest = [...right];
  let common = 0;
  for (const character of left) {
    const at = rest.indexOf(character);
    if (at < 0) continue;
    rest.splice(at, 1);
    common++;
  }
  return left.length + right.length === 0 ? 0 : (2 * common) / (left.length + right.length);
}
