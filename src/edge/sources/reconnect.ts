import { setTimeout as wait } from "node:timers/promises";
import type { SourceSink } from "../source.ts";

/** Waits between attempts: at once impatient, then a minute at most, never two devices in step. */
const firstWaitMs = 500;
const longestWaitMs = 60_000;

/**
 * Runs one connection after the other until the signal is aborted. A connection that ends or fails is reported as
 * down and tried again after a wait, which doubles up to a minute and starts over once `hasConnected` was called.
 */
export async function untilAborted(
  sink: Pick<SourceSink, "health">,
  signal: AbortSignal,
  connection: (hasConnected: () => void) => Promise<void>,
): Promise<void> {
  let waitMs = firstWaitMs;
  while (!hasEnded(signal)) {
    try {
      await connection(() => {
        waitMs = firstWaitMs;
      });
      if (!hasEnded(signal)) sink.health({ kind: "down", reason: "connectionLost", detail: "it was closed" });
    } catch (cause) {
      if (hasEnded(signal)) return;
      sink.health({ kind: "down", reason: reasonOf(cause), detail: sayCause(cause) });
    }
    await wait(waitMs * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(2 * waitMs, longestWaitMs);
  }
}

/** Whether a signal is aborted; asked anew after every wait. */
export function hasEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** A cause as one line for a person. */
export function sayCause(cause: unknown): string {
  return (cause instanceof Error ? cause.message || cause.name : String(cause)).split("\n")[0] ?? "";
}

/** A stable word for what the system or a library said. */
export function reasonOf(cause: unknown): string {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;
  switch (code) {
    case "ECONNREFUSED":
      return "connectionRefused";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "unknownHost";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
      return "unreachable";
    case "EACCES":
    case "EPERM":
      return "accessDenied";
    case "ENOENT":
      return "notFound";
    default:
      return cause instanceof Error && ["TimeoutError", "AbortError"].includes(cause.name)
        ? "unreachable"
        : "connectionLost";
  }
}
