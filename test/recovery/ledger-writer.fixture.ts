import { openDataDirectory } from "../../src/adapters/files/data-directory.ts";
import { openLedger } from "../../src/adapters/files/open-ledger.ts";
import { batchOf } from "../../src/adapters/files/testing/small-ledger.ts";
import { killedLimits } from "./killed-limits.ts";

/**
 * A process that appends from many callers, anchors, signs, saves its state and erases without end, until it is
 * killed. Every acknowledgement is a line on standard output, written before the next call is made; what is under
 * way is a line too. It waits for a line on standard input before it opens the ledger in the folder it is given.
 */
const [directory = "", round = "0"] = process.argv.slice(2);

const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

process.stdin.once("data", () => void run());
say({ kind: "ready" });

async function run(): Promise<void> {
  const opened = openDataDirectory(directory);
  const ledger = await openLedger({
    directory: opened.path,
    clock: Date.now,
    origin: "touchstone.test/platform",
    limits: killedLimits,
  });
  let turn = 0;
  const append = async (caller: number): Promise<never> => {
    for (let i = 0; ; i++) {
      const origin = ledger.originOf("enterprise", `E${(caller * 7 + i) % 5}`);
      const entries = Array.from({ length: 1 + ((caller + i) % 3) }, (_, n) =>
        batchOf(origin, `r${round}-${caller}-${i}-${n}`, 1 + ((i * 5) % 40)),
      );
      for (const place of await ledger.append(entries)) say({ kind: "receipt", receipt: ledger.sign(place) });
      turn += 1;
    }
  };
  const sign = async (): Promise<never> => {
    for (let i = 0; ; i++) {
      const isErasing = i % 9 === 8 && turn > 0;
      say({ kind: "begin", what: isErasing ? "erase" : i % 3 === 0 ? "anchor" : "checkpoint" });
      if (isErasing) {
        const origin = ledger.originOf("enterprise", `E${i % 5}`);
        const scope = { origin, dataClass: "invoice" as const };
        const erasure = await ledger.erase(scope, { reason: "asked for", by: "test" }).catch(() => null);
        if (erasure !== null) say({ kind: "erased", receipt: ledger.sign(erasure.place) });
      } else if (i % 3 === 0) {
        await ledger.anchor();
      } else {
        say({ kind: "checkpoint", note: (await ledger.checkpoint()).note });
      }
      say({ kind: "end" });
    }
  };
  await Promise.all([sign(), ...[0, 1, 2, 3, 4, 5].map(append)]);
}
