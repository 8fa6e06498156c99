import { scopeName, type DataKeyScope } from "./master-key.ts";

/** Rows that are to be unreadable: those of one log, class and month (or every month) before an entry's index. */
export interface ErasedRows {
  readonly origin: string;
  readonly dataClass: string;
  /** `YYYY-MM`, or null for every month. */
  readonly month: string | null;
  /** Index of the erasure's own entry: it covers the entries before it. */
  readonly before: number;
}

/** The data keys of a ledger by what they serve. After an erasure a scope gets a key again, from an index on. */
export interface KeyRing {
  /** The key that serves an entry: the one of its scope with the greatest `from` not above its index. */
  find(scope: DataKeyScope, index: number): Uint8Array | undefined;
  /** Whether a new entry needs a new key, and under which scope: its old one is to be destroyed or never was. */
  missing(scope: DataKeyScope, index: number): DataKeyScope | undefined;
  /** False when the ring has a key of this very scope already. */
  add(scope: DataKeyScope, key: Uint8Array): boolean;
  /** From now on the keys of these rows serve no new entry. */
  retire(erased: ErasedRows): void;
  /** Drops the keys that served these rows, overwrites them in memory and says which they were. */
  drop(erased: ErasedRows): DataKeyScope[];
}

interface LogKeys {
  /** By class and month, by falling `from`. */
  readonly held: Map<string, { readonly scope: DataKeyScope; readonly key: Uint8Array }[]>;
  readonly erased: ErasedRows[];
}

/** Makes an empty ring. */
export function createKeyRing(): KeyRing {
  const logs = new Map<string, LogKeys>();
  const keysOf = (origin: string): LogKeys => {
    let keys = logs.get(origin);
    if (keys === undefined) logs.set(origin, (keys = { held: new Map(), erased: [] }));
    return keys;
  };
  const heldFor = (scope: DataKeyScope, index: number) =>
    keysOf(scope.origin)
      .held.get(shortName(scope))
      ?.find((each) => fromOf(each.scope) <= index);
  return {
    find: (scope, index) => heldFor(scope, index)?.key,
    missing(scope, index) {
      const held = heldFor(scope, index);
      const covering = keysOf(scope.origin).erased.filter((erased) => isCovered(scope, erased));
      const erasedBefore = covering.reduce((most, { before }) => Math.max(most, before), 0);
      if (held !== undefined && fromOf(held.scope) >= erasedBefore) return undefined;
      return erasedBefore === 0 ? scope : { ...scope, from: index };
    },
    add(scope, key) {
      const { held } = keysOf(scope.origin);
      const same = held.get(shortName(scope)) ?? [];
      if (same.some((other) => scopeName(other.scope) === scopeName(scope))) return false;
      held.set(
        shortName(scope),
        [...same, { scope, key }].sort((a, b) => fromOf(b.scope) - fromOf(a.scope)),
      );
      return true;
    },
    retire(erased) {
      keysOf(erased.origin).erased.push(erased);
    },
    drop(erased) {
      const dropped: DataKeyScope[] = [];
      for (const [name, same] of keysOf(erased.origin).held) {
        const isDropped = ({ scope }: { scope: DataKeyScope }): boolean =>
          isCovered(scope, erased) && fromOf(scope) < erased.before;
        for (const { scope, key } of same.filter(isDropped)) {
          key.fill(0);
          dropped.push(scope);
        }
        keysOf(erased.origin).held.set(
          name,
          same.filter((each) => !isDropped(each)),
        );
      }
      return dropped;
    },
  };
}

function isCovered(scope: DataKeyScope, { dataClass, month }: ErasedRows): boolean {
  return scope.dataClass === dataClass && (month === null || scope.month === month);
}

function shortName({ dataClass, month }: DataKeyScope): string {
  return `${dataClass}\n${month}`;
}

function fromOf({ from = 0 }: DataKeyScope): number {
  return from;
}
