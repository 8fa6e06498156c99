/** What a word of a command line may hold without quotation marks. */
const plainWord = /^[\p{L}\p{N}_./:=@%+,-]+$/u;

/** Options whose values are names divided by commas. */
const lists = new Set(
  "variables exclude groups mustIn mustOut numeric categorical missingText indeterminate id key".split(" "),
);
const first = ["data", "query", "target", "bad"];

/**
 * The command line that these options came from, for the report and the manifest: whoever types it gets the same again.
 * The number of threads, which changes nothing, and --json are left out.
 */
export function commandText(verb: string, options: object): string {
  const entries = Object.entries(options) as [string, unknown][];
  const place = ([name]: [string, unknown]): number =>
    first.includes(name) ? first.indexOf(name) : first.length;
  const words = entries
    .toSorted((left, right) => place(left) - place(right))
    .flatMap(([name, value]) => wordsOf(name, value));
  return ["npx touchstone scorecard", verb, ...words].join(" ");
}

function wordsOf(name: string, value: unknown): readonly string[] {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (name === "threads" || name === "json" || value === undefined || value === false) return [];
  if (value === true) return [flag];
  if (Array.isArray(value) && value.length > 0 && lists.has(name)) return [flag, quoted(value.join(","))];
  if (Array.isArray(value)) return value.flatMap((one) => [flag, quoted(String(one))]);
  return [flag, quoted(String(value))];
}

function quoted(text: string): string {
  return plainWord.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
