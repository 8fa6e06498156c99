/**
 * The value that a JSON pointer names.
 * @returns undefined where there is none
 * @source RFC 6901
 */
export function atPointer(json: unknown, pointer: string): unknown {
  if (pointer === "") return json;
  let at = json;
  for (const token of pointer.slice(1).split("/")) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** What a pointer looks like: empty for the whole, else `/name/0`. */
export const pointerPattern = /^(\/([^~/]|~[01])*)*$/;
