/** Works a value out the first time it is asked for, and remembers it. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The same for a value of each key. */
export function lazyBy<Key, T>(make: (key: Key) => T): (key: Key) => T {
  const made = new Map<Key, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** The most values that are remembered at once: a region is looked at on a dozen days. */
const mostRemembered = 64;

/** What was worked out for a key, for as long as few others are asked for; shared by all enterprises of a run. */
export function rememberFew<Value>(make: (key: string) => Value): (key: string) => Value {
  const remembered = new Map<string, Value>();
  return (key) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    if (remembered.size >= mostRemembered) remembered.clear();
    const made = make(key);
    remembered.set(key, made);
    return made;
  };
}
