import {
  createWitnessKeyFile,
  openWitnessStore,
  readWitnessKeyFile,
  readWitnessState,
} from "#adapters/files";
import { nodeCrypto } from "#ledger";
import {
  algorithmEd25519,
  formatVerifierKey,
  parseCheckpoint,
  parseCosignature,
  parseNote,
  parseVerifierKey,
  toBase64,
  type VerifierKey,
} from "#seal";
import { isKeyName, openWitness, serveWitness } from "#witness";
import { type CommandContext, collectValues, type RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";

interface ServeOptions {
  readonly listen: string;
  readonly state: string;
  readonly key: string;
  readonly log: readonly string[];
}

/** `touchstone witness`: keeps a log honest from outside, at a bank or an authority. */
export const registerWitness: RegisterCommand = (program, context) => {
  const witness = program
    .command("witness")
    .description("watch logs from outside and cosign only what continues what was seen (C2SP tlog-witness)");
  witness
    .command("init")
    .description("make the key of a witness and print its verifier key, which goes into the logs' policies")
    .requiredOption("--name <name>", "name of the key, an address without a scheme: witness.bank.example/w1")
    .requiredOption("--key <file>", "private key to write; never overwritten")
    .action(({ name, key }: { readonly name: string; readonly key: string }) => {
      if (!isKeyName(name)) throw badOption("--name", "no white space and no +", name);
      context.stdout.write(`${formatVerifierKey(createWitnessKeyFile(key, name).verifierKey)}\n`);
    });
  witness
    .command("serve")
    .description("answer add-checkpoint until told to stop; its URL is the first line on standard output")
    .requiredOption("--listen <host:port>", "address to listen on; port 0 takes a free one")
    .requiredOption("--state <dir>", "what it must never forget; a witness that loses it must retire its key")
    .requiredOption("--key <file>", "private key from witness init")
    .requiredOption("--log <vkey>", "verifier key of a log to watch; again for each", collectValues, [])
    .action(async (options: ServeOptions) => await serve(options, context));
  witness
    .command("status")
    .description("show what a witness saw last of each log; exit 1 when a log showed two versions")
    .requiredOption("--state <dir>", "state of the witness; it may be running")
    .option("--json", "print one JSON document on standard output")
    .action((options: { readonly state: string; readonly json?: boolean }) => {
      const state = describeState(options.state);
      context.stdout.write(options.json === true ? `${JSON.stringify(state)}\n` : stateText(state, context));
      if (state.logs.some(({ isForked }) => isForked)) context.setExitCode(1);
    });
};

async function serve(
  { listen, state, key: keyFile, log }: ServeOptions,
  context: CommandContext,
): Promise<void> {
  const { stdout, stderr, clock, signal } = context;
  const address = readAddress(listen);
  const logs = log.map(readLogKey);
  const key = readWitnessKeyFile(keyFile);
  const store = openWitnessStore(state, key);
  try {
    const witness = openWitness({ key, logs, store, clock });
    const served = await serveWitness(witness, address, (cause) =>
      stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`),
    );
    stdout.write(`${served.url}\n${formatVerifierKey(witness.verifierKey)}\n`);
    if (!signal.aborted) {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    }
    await served.close();
  } finally {
    store.close();
  }
}

function readAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host = "", digits = ""] =
    /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+)):([0-9]{1,5})$/i
      .exec(text)
      ?.filter((part, i) => i === 0 || part !== undefined) ?? [];
  const port = Number(digits);
  if (host === "" || port > 65_535) throw badOption("--listen", "HOST:PORT", text);
  return { host, port };
}

function readLogKey(text: string): VerifierKey {
  const key = parseVerifierKey(nodeCrypto.sha256, text);
  if (key.algorithm !== algorithmEd25519) throw badOption("--log", "a log's Ed25519 verifier key", text);
  return key;
}

interface ShownState {
  readonly verifierKey: string | null;
  readonly logs: readonly {
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly cosignedAtSeconds: number | null;
    readonly isForked: boolean;
  }[];
}

function describeState(directory: string): ShownState {
  const { verifierKey, logs } = readWitnessState(directory);
  if (verifierKey === null)
    throw cliFaults.fault("CLI_NO_SUCH_INPUT", {
      option: "--state",
      path: directory,
      expected: "the state of a witness",
    });
  return {
    verifierKey,
    logs: logs.map(({ note, fork }) => {
      const { body, signatures } = parseNote(note);
      const { origin, size, root } = parseCheckpoint(body);
      const blob = signatures.find(({ name }) => verifierKey.startsWith(`${name}+`))?.signature;
      const cosignedAtSeconds = blob === undefined ? null : Number(parseCosignature(blob).timeSeconds);
      return { origin, size, root: toBase64(root), cosignedAtSeconds, isForked: fork !== null };
    }),
  };
}

function stateText({ verifierKey, logs }: ShownState, { language }: CommandContext): string {
  const lines = logs.map(({ origin, size, cosignedAtSeconds, isForked }) => {
    const at = cosignedAtSeconds === null ? "?" : new Date(cosignedAtSeconds * 1000).toISOString();
    const forked = language === "zh" ? "  出示过两个版本！" : "  SHOWED TWO VERSIONS";
    return `${origin}  ${size}  ${at}${isForked ? forked : ""}\n`;
  });
  return `${verifierKey}\n${lines.join("")}`;
}

function badOption(option: string, expected: string, found: string) {
  return cliFaults.fault("CLI_BAD_OPTION", { option, expected, found });
}
