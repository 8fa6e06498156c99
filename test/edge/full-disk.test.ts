import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type CollectorProcess, createCollectorProcess, until } from "./collector-process.ts";
import { openCutProxy, type CutProxy } from "./cut-proxy.ts";
import { type HttpPlatform, openHttpPlatform } from "./http-platform.ts";

/** A disk of 4 MiB in memory, which only the superuser may mount. */
const canMount = process.getuid?.() === 0 && process.platform === "linux";

if (!canMount) process.stderr.write("a small disk is mounted by root only: its test is left out\n");

let folder: string;
let server: HttpPlatform;
let proxy: CutProxy;
let collector: CollectorProcess;

beforeEach(async () => {
  if (!canMount) return;
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-full-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]);
  server = await openHttpPlatform();
  proxy = await openCutProxy(server.port);
  mkdirSync(path.join(folder, "state"));
  collector = await createCollectorProcess({
    server: proxy.address,
    platform: server.platform,
    stateDirectory: path.join(folder, "state"),
    changes: {
      buffer: { maxBytes: 64 * 2 ** 20, flushMs: 50, reserveBytes: 256 * 1024, pendingBytes: 64 * 1024 },
    },
  });
});
afterEach(async () => {
  if (!canMount) return;
  await collector.kill();
  collector.remove();
  await proxy.close();
  await server.close();
  execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
});

function freeBytes(): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

async function diskState(): Promise<string> {
  const { text } = await collector.command(["status", "--json"]);
  return (JSON.parse(text) as { status: { disk: { state: string } } | null }).status?.disk.state ?? "none";
}

it.skipIf(!canMount)(
  "goes on with a full disk, sends what it holds, and accounts for every reading",
  { timeout: 120_000 },
  async () => {
    collector.start();
    collector.write(0, 500);
    await until(() => server.platform.readings().length === 500, collector.errors);
    proxy.cut();
    writeFileSync(path.join(folder, "stranger"), Buffer.alloc(Math.max(0, freeBytes() - 128 * 1024)));
    let next = 500;
    for (let i = 0; i < 60; i++) {
      collector.write(next, next + 500);
      next += 500;
      await wait(20);
    }
    await until(async () => (await diskState()) === "full", collector.errors);
    // The cable comes back, the disk stays full: what it holds goes out, by the reserve.
    const before = server.platform.readings().length;
    proxy.mend();
    await until(() => server.platform.readings().length > before, collector.errors);
    await collector.kill();
    collector.start();
    rmSync(path.join(folder, "stranger"));
    const accounted = (): number =>
      server.platform.readings().length +
      server.platform.gaps().reduce((sum, { readings }) => sum + (readings ?? 0), 0);
    await until(
      () => accounted() >= next,
      () => `${accounted()} of ${next}\n${collector.errors()}`,
    );
    expect(accounted()).toBe(next);
    const values = server.platform.readings().map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
    expect(server.platform.wrongs).toEqual([]);
    await until(async () => (await diskState()) === "fine", collector.errors);
    expect(await collector.stop()).toBe(0);
  },
);
