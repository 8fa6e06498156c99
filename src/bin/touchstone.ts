import { enableCompileCache } from "node:module";
import { dirname } from "node:path";
import { systemClock } from "#kernel";

// Compiled code is kept between runs: the command line starts in a third of the time. Threads do not inherit the
// cache, only the environment, and without it each strips and compiles its modules anew.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env["NODE_COMPILE_CACHE"] ??= dirname(directory);
const { runCommandLine } = await import("#cli");

/** Ctrl-C under npm arrives twice, from the terminal and from npm: only a later one means "at once". */
const sameRequestMs = 1000;
const stop = new AbortController();
let askedAtMs = 0;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted && systemClock() - askedAtMs > sameRequestMs) process.exit(130);
    if (!stop.signal.aborted) askedAtMs = systemClock();
    stop.abort(new DOMException(signal, "AbortError"));
  });
}

// A reader that has seen enough (`| head`) closes the pipe; that is no fault of the command.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  stop.abort(new DOMException("EPIPE", "AbortError"));
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  clock: systemClock,
  language: /^zh/i.test(process.env["LC_ALL"] ?? process.env["LANG"] ?? "") ? "zh" : "en",
  signal: stop.signal,
});
