/** What a word of a command line may hold without quotation marks. */
const plainWord = /^[\w./:=@%+,-]+$/;

/**
 * The command line that these options came from, for the report and the manifest: whoever types it gets the same again.
 * The number of threads, which changes nothing, and --json are left out.
 */
export function commandText(verb: string, options: object): string {
  const words = Object.entries(options).flatMap(([name, value]: [string, unknown]) => wordsOf(name, value));
  return ["npx touchstone scorecard", verb, ...words].join(" ");
}

function wordsOf(name: string, value: unknown): readonly string[] {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (name === "threads" || name === "json" || value === undefined || value === false) return [];
  if (value === true) return [flag];
  if (Array.isArray(value)) return value.flatMap((one) => [flag, quoted(String(one))]);
  return [flag, quoted(String(value))];
}

function quoted(text: string): string {
  return plainWord.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
