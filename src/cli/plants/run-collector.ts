import { deviceClock, runCollectorCommandLine, sourceKinds } from "#edge";

/**
 * Runs a command of the collector within this process.
 * @throws with what the collector wrote, when it ends with another code than 0
 */
export async function runCollector(words: readonly string[], signal: AbortSignal): Promise<void> {
  const written: string[] = [];
  const stderr = {
    write: (text: string): void => {
      // The last lines say why it ended; a collector that runs for months must not fill the memory.
      if (written.push(text) > 20) written.shift();
    },
  };
  const context = { clock: deviceClock, kinds: sourceKinds, language: "en", signal } as const;
  const code = await runCollectorCommandLine(words, {
    ...context,
    stdout: { write: () => true },
    stderr,
  });
  if (code !== 0) throw new Error(`touchstone collector ${words[0] ?? ""}: ${code} ${written.join("")}`);
}
