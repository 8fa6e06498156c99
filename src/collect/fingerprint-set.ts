const smallest = 64;

/** A growing set of 64-bit fingerprints (open addressing, at most half full), 16 bytes or so each. */
export class FingerprintSet {
  size = 0;
  #slots = new Uint32Array(2 * smallest);
  #mask = smallest - 1;

  /** Adds a fingerprint; false when it was there already. */
  add(high: number, low: number): boolean {
    // An empty slot is two zeros, so the one fingerprint of two zeros is kept as its neighbour.
    const a = high;
    const b = high === 0 && low === 0 ? 1 : low;
    let slot = b & this.#mask;
    for (;;) {
      const foundA = this.#slots[2 * slot] as number;
      const foundB = this.#slots[2 * slot + 1] as number;
      if (foundA === a && foundB === b) return false;
      if (foundA === 0 && foundB === 0) break;
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[2 * slot] = a;
    this.#slots[2 * slot + 1] = b;
    if (2 * ++this.size > this.#mask) this.#resize(2 * (this.#mask + 1));
    return true;
  }

  /** Makes room for so many in all at once, instead of doubling again and again on the way. */
  reserve(count: number): void {
    const slots = 2 ** Math.ceil(Math.log2(2 * count + 1));
    if (slots > this.#mask + 1) this.#resize(slots);
  }

  #resize(slots: number): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * slots);
    this.#mask = slots - 1;
    this.size = 0;
    for (let i = 0; i < old.length; i += 2) {
      const a = old[i] as number;
      const b = old[i + 1] as number;
      if (a !== 0 || b !== 0) this.add(a, b);
    }
  }
}
