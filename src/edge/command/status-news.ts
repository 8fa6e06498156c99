import type { CollectorStatus } from "../run/run-collector.ts";

/** What changed between two looks at a collector, each with a stable word in `event`. */
export type StatusNews = { readonly event: string } & Readonly<Record<string, unknown>>;

export function statusNews(before: CollectorStatus | null, now: CollectorStatus): StatusNews[] {
  const news: StatusNews[] = [];
  if (before === null) {
    news.push({ event: "started", collector: now.collector, epoch: now.epoch, pid: now.pid });
    if (now.damagedBatches.length > 0) news.push({ event: "damagedBatches", files: now.damagedBatches });
  }
  if ((before?.isClockUnset ?? false) !== now.isClockUnset) {
    news.push({ event: now.isClockUnset ? "clockUnset" : "clockSet" });
  }
  if (before?.uplink.isConnected !== now.uplink.isConnected) {
    news.push({ event: now.uplink.isConnected ? "connected" : "disconnected", server: now.uplink.server });
  }
  const problem = now.uplink.problem;
  if (problem !== null && problem.code !== before?.uplink.problem?.code) {
    news.push({ event: "uplinkProblem", code: problem.code, detail: problem.detail });
  }
  if (problem === null && before !== null && before.uplink.problem !== null) {
    news.push({ event: "uplinkProblemOver", code: before.uplink.problem.code });
  }
  if ((before?.disk.state ?? "fine") !== now.disk.state) {
    news.push({ event: "disk", state: now.disk.state, code: now.disk.code });
  }
  for (const source of now.sources) {
    const earlier = before?.sources.find(({ id }) => id === source.id);
    if (earlier?.health.kind === source.health.kind && before !== null) continue;
    news.push({ event: "source", id: source.id, ...source.health });
  }
  for (const counter of ["clockJumps"] as const) {
    if (now[counter] > (before?.[counter] ?? 0)) news.push({ event: counter, count: now[counter] });
  }
  if (now.buffer.droppedReadings > (before?.buffer.droppedReadings ?? 0)) {
    news.push({ event: "bufferFull", droppedReadings: now.buffer.droppedReadings });
  }
  return news;
}
