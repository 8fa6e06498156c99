import { gunzipSync, inflateSync } from "node:zlib";
import type { Inflate } from "#telemetry";

/** Opens compressed Sparkplug payloads; what would become too long is given up before it is. */
export const inflateSparkplug: Inflate = (body, algorithm, maxBytes) => {
  const open = algorithm === "GZIP" ? gunzipSync : inflateSync;
  return open(body, { maxOutputLength: maxBytes });
};
