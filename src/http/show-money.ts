/** A value as JSON carries it: money (bigint) as its decimal text of fen, sets as lists. */
export type Shown<T> = T extends bigint
  ? string
  : T extends readonly (infer Item)[]
    ? Shown<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Shown<T[Key]> }
      : T;

/** Writes every bigint of a value as text, however deep. */
export function showMoney<T>(value: T): Shown<T> {
  return shown(value) as Shown<T>;
}

function shown(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one)]));
}
