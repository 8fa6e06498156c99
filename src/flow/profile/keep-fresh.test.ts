import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { keepFresh } from "./keep-fresh.ts";

/** A keeper on a clock of its own, and how often it was made to work. */
function open() {
  let nowMs = 0;
  let made = 0;
  const keep = keepFresh<number>(() => nowMs, { most: 2, freshMs: 10, givenMs: 100 });
  const make = async (): Promise<number> => await Promise.resolve((made += 1));
  return {
    at: async (ms: number, key = "a", making: () => Promise<number> = make) => {
      nowMs = ms;
      return await keep(key, making);
    },
    made: () => made,
  };
}

describe("answers that are kept", () => {
  it("are worked out once while they are new, also for those who ask together", async () => {
    const { at, made } = open();
    expect(await Promise.all([at(0), at(0), at(9)])).toEqual([1, 1, 1]);
    expect(made()).toBe(1);
  });

  it("are given while a newer one is made, which the next gets", async () => {
    const { at, made } = open();
    await at(0);
    const { promise, resolve } = Promise.withResolvers<number>();
    expect(await at(10, "a", async () => await promise)).toBe(1);
    expect(await at(12)).toBe(1);
    expect(made()).toBe(1);
    resolve(7);
    await setImmediate();
    expect(await at(13)).toBe(7);
  });

  it("are waited for once they are too old", async () => {
    const { at } = open();
    await at(0);
    expect(await at(100)).toBe(2);
  });

  it("stay when a newer one fails, which is tried again; a first one that fails is told", async () => {
    const { at } = open();
    const fail = async (): Promise<number> => await Promise.reject(new Error("no"));
    await expect(at(0, "a", fail)).rejects.toThrow("no");
    expect(await at(0)).toBe(1);
    expect(await at(20, "a", fail)).toBe(1);
    await setImmediate();
    expect(await at(21)).toBe(1);
    await setImmediate();
    expect(await at(22)).toBe(2);
  });

  it("make room for others, the oldest first", async () => {
    const { at, made } = open();
    for (const key of ["a", "b", "c", "c", "b"]) await at(0, key);
    expect(made()).toBe(3);
    await at(0, "a");
    expect(made()).toBe(4);
  });
});
