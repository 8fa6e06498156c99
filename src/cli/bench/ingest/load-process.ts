import { loadBatches } from "./http-load.ts";
import type { LoadRequest } from "./ingest-messages.ts";
import { loadMqtt } from "./mqtt-load.ts";

// The load has a process of its own, so that what it costs is not counted as the server's.

// When the command is stopped, so is this.
process.on("disconnect", () => process.exit());

process.on("message", (request: LoadRequest) => {
  const load = request.sort === "batches" ? loadBatches(request) : loadMqtt(request);
  void load.then(
    (answer) => process.send?.(answer),
    (cause: unknown) =>
      process.send?.({ acknowledged: 0, wallMs: 0, p50Ms: 0, p99Ms: 0, bytes: 0, problem: String(cause) }),
  );
});
