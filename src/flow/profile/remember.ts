/**
 * Keeps the newest answers by key and shares one that is still being worked out; a failure is forgotten, so that it can
 * be tried again.
 */
export function remember<Value>(most: number): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>();
  return async (key, make) => {
    const found = kept.get(key);
    if (found !== undefined) {
      kept.delete(key);
      kept.set(key, found);
      return await found;
    }
    const made = make();
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    try {
      return await made;
    } catch (fault) {
      if (kept.get(key) === made) kept.delete(key);
      throw fault;
    }
  };
}
