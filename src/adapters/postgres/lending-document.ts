/**
 * A document of the lending area as JSON text: money and fen-days are integers beyond what JSON numbers hold, so they
 * go as decimal text and come back by the names of their fields, which no outsider chooses.
 */
export function documentText(value: object): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );
}

/** The inverse of `documentText`, of what PostgreSQL gave back parsed. */
export function readDocument<T>(stored: unknown): T {
  return revive(stored) as T;
}

const moneyName = /(?:Fen|^fenDays)$/;

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      moneyName.test(name) && typeof inner === "string" ? BigInt(inner) : revive(inner),
    ]),
  );
}
