import { createSecretKey, type KeyObject } from "node:crypto";

const known = new WeakMap<Uint8Array, KeyObject>();

/**
 * The key object of a data key, made once: making one anew for every payload costs more than encrypting a small one.
 * It goes when the bytes of the key are let go.
 */
export function keyObjectOf(key: Uint8Array): KeyObject {
  let object = known.get(key);
  if (object === undefined) {
    object = createSecretKey(key);
    known.set(key, object);
  }
  return object;
}
