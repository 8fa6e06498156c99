type Schemas = Readonly<Record<string, unknown>>;

const referencePattern = /"#\/components\/schemas\/([^"]+)"/g;
const inputSuffix = "Input";

/**
 * Leaves out the component schemas that nothing refers to. The type provider writes each registered schema twice, as
 * it comes out (`Name`) and as it goes in (`NameInput`); where both are the same or only one is used, it is `Name`.
 */
export function tidySchemas<T extends object>(document: T): T {
  const { components, ...rest } = document as T & { components?: { schemas?: Schemas } };
  const schemas = components?.schemas ?? {};
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part ?? null).matchAll(referencePattern)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      follow(schemas[name]);
    }
  };
  follow(rest);
  const finalNameOf = (name: string): string => {
    if (!name.endsWith(inputSuffix)) return name;
    const base = name.slice(0, -inputSuffix.length);
    const isSame = JSON.stringify(schemas[base]) === JSON.stringify(schemas[name]);
    return isSame || !used.has(base) ? base : name;
  };
  const kept = Object.fromEntries([...used].sort().map((name) => [finalNameOf(name), schemas[name]]));
  const text = JSON.stringify({ ...document, components: { ...components, schemas: kept } });
  return JSON.parse(
    text.replace(referencePattern, (_whole, name: string) => `"#/components/schemas/${finalNameOf(name)}"`),
  ) as T;
}
