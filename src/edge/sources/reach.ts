import { once } from "node:events";
import { connect } from "node:net";

const reachTimeoutMs = 5000;

/**
 * Whether something listens at a host and port: libraries wrap what the system said until nobody can read it.
 * @throws the system's own error, for example ECONNREFUSED or ENOTFOUND; a TimeoutError after five seconds
 */
export async function requireListener(host: string, port: number): Promise<void> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(reachTimeoutMs) });
  } catch (cause) {
    throw cause instanceof Error && cause.name === "AbortError"
      ? new DOMException(`nothing answers at ${host}:${port} within ${reachTimeoutMs} ms`, "TimeoutError")
      : cause;
  } finally {
    socket.on("error", () => undefined).destroy();
  }
}
