import { expect, it } from "vitest";
import { hasMosquitto } from "../../../src/edge/sources/testing/mosquitto.ts";
import { runWithFaults } from "./fault-run.ts";

it.skipIf(!hasMosquitto)(
  "loses nothing that was acknowledged, whatever breaks between six sources, the collector and the platform",
  { timeout: 480_000 },
  async () => {
    const result = await runWithFaults({ durationMs: 20_000, faultEveryMs: 3000, workEveryMs: 40 });
    expect(Object.values(result.faults).every((times) => times > 0)).toBe(true);
    for (const source of result.sources) {
      expect(source).toMatchObject({ missing: 0, hasLatest: true });
      if (source.promised !== null) expect(source.promised).toBeGreaterThan(100);
    }
    // What has a position of its own is there once, however often the collector was killed.
    for (const exact of ["CSV-1", "PUSH-1"]) {
      expect(result.sources.find(({ element }) => element === exact)).toMatchObject({ repeated: 0 });
    }
    expect(result.gaps).toBeGreaterThan(0);
  },
);
