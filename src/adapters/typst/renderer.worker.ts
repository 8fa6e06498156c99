import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { RendererAnswer, RendererRequest } from "./renderer-messages.ts";

/**
 * The thread that sets documents: the fonts are read when it starts, and the layout is the only Typst source it ever
 * compiles. What is printed lies beside it as data.
 */
const port = parentPort;
if (port === null) throw new Error("renderer.worker.ts must be started as a worker thread");

// The compiler's documents lie outside the heap that the collector watches: unless asked it lets 20 MB a document pile up.
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const fonts = ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"];
const resolve = createRequire(import.meta.url).resolve;
const workspace = fileURLToPath(new URL(".", import.meta.url));
const layout = readFileSync(new URL("./document.typ", import.meta.url), "utf8");
const compiler = NodeCompiler.create({
  workspace,
  fontArgs: [
    { fontBlobs: fonts.map((font) => readFileSync(resolve(`@expo-google-fonts/noto-sans-sc/${font}`))) },
  ],
});

port.on("message", ({ id, json }: RendererRequest) => {
  const answer = setDocument(json);
  const message: RendererAnswer = { id, ...answer };
  port.postMessage(message, answer.kind === "done" ? [answer.pdf.buffer] : []);
  collectGarbage();
});

function setDocument(
  json: string,
): { kind: "done"; pdf: Uint8Array<ArrayBuffer> } | { kind: "failed"; problem: string } {
  try {
    compiler.mapShadow(`${workspace}document.json`, Buffer.from(json));
    const compiled = compiler.compile({ mainFileContent: layout });
    if (compiled.result === null) {
      const error = compiled.takeError();
      return { kind: "failed", problem: JSON.stringify(error?.shortDiagnostics ?? "unknown") };
    }
    const pdf = Uint8Array.from(compiler.pdf(compiled.result));
    return { kind: "done", pdf };
  } catch (cause) {
    return { kind: "failed", problem: cause instanceof Error ? cause.message : String(cause) };
  } finally {
    // What was remembered of a document, a borrower's figures among it, is not kept.
    compiler.resetShadow();
    compiler.evictCache(0);
  }
}
