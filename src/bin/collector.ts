import { enableCompileCache } from "node:module";

// Compiled code is kept between runs, where the system has a folder for it: what follows must come after this.
enableCompileCache();
const { deviceClock, runCollectorCommandLine, sourceKinds } = await import("#edge");

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => stop.abort(new DOMException(signal, "AbortError")));
}
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  stop.abort(new DOMException("EPIPE", "AbortError"));
});

process.exitCode = await runCollectorCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  clock: deviceClock,
  kinds: sourceKinds,
  language: /^zh/i.test(process.env["LC_ALL"] ?? process.env["LANG"] ?? "") ? "zh" : "en",
  signal: stop.signal,
});
