import { type Entry, fromBufferPromise, openPromise, type Options, type ZipFile } from "yauzl";
import { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import type { ReadLimits } from "./limits.ts";
import { decodeLeniently, decodeText } from "./text-encoding.ts";

/** One file in a zip. */
export interface ZipEntry {
  readonly name: string;
  /** Inflated bytes, as the zip says; reading stops with a fault where there are more. */
  readonly bytes: number;
  chunks(): AsyncGenerator<Uint8Array>;
}

export interface OpenedZip {
  readonly entries: readonly ZipEntry[];
  close(): void;
}

/** What all zips in one file may inflate to together. */
export class InflationBudget {
  #inflated = 0;
  readonly #limit: number;
  readonly #compressed: number;

  constructor(compressed: number, limits: ReadLimits) {
    this.#compressed = compressed;
    const byRatio = limits.inflationAllowanceBytes + compressed * limits.inflationRatio;
    this.#limit = Math.min(limits.archiveInflatedBytes, byRatio);
  }

  /** @throws COLLECT_INFLATES_TOO_FAR */
  spend(bytes: number): void {
    this.#inflated += bytes;
    this.check(this.#inflated);
  }

  /** Refuses a zip by what it says of itself, before anything is inflated. @throws COLLECT_INFLATES_TOO_FAR */
  check(inflated: number): void {
    if (inflated <= this.#limit) return;
    const figures = { compressed: this.#compressed, inflated, limit: this.#limit, rows: 0 };
    throw collectFaults.fault("COLLECT_INFLATES_TOO_FAR", figures);
  }
}

const options: Options = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: true,
};

/**
 * Opens a zip and lists its files; folders, encrypted files and links to the outside are left out.
 * @throws COLLECT_ZIP_DAMAGED, COLLECT_ZIP_ENTRIES, COLLECT_INFLATES_TOO_FAR
 */
export async function openZip(
  source: string | Buffer,
  budget: InflationBudget,
  limits: ReadLimits,
): Promise<OpenedZip> {
  const zip = await guarded(() =>
    typeof source === "string" ? openPromise(source, options) : fromBufferPromise(source, options),
  );
  try {
    if (zip.entryCount > limits.archiveEntries) {
      const found = { entries: zip.entryCount, limit: limits.archiveEntries };
      throw collectFaults.fault("COLLECT_ZIP_ENTRIES", found);
    }
    const entries = (await guarded(() => listEntries(zip))).filter(isPlainFile);
    budget.check(entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0));
    return { entries: entries.map((entry) => describe(zip, entry, budget)), close: () => zip.close() };
  } catch (fault) {
    zip.close();
    throw fault;
  }
}

/** The whole content of a file in a zip. @throws COLLECT_ZIP_DAMAGED, COLLECT_INFLATES_TOO_FAR */
export async function readEntry(entry: ZipEntry): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of entry.chunks()) parts.push(chunk);
  return Buffer.concat(parts);
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on("entry", (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", reject);
    zip.readEntry();
  });
}

const encrypted = 1;

function isPlainFile({ fileName, generalPurposeBitFlag }: Entry): boolean {
  const name = nameOf(fileName);
  return !name.endsWith("/") && !name.startsWith("__MACOSX/") && (generalPurposeBitFlag & encrypted) === 0;
}

/** Chinese programs write GBK and do not say so. */
function nameOf(raw: unknown): string {
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(String(raw), "utf8");
  const name = decodeText(bytes, "utf-8") ?? decodeLeniently(bytes, "gb18030");
  return name.replaceAll("\\", "/");
}

function describe(zip: ZipFile, entry: Entry, budget: InflationBudget): ZipEntry {
  return {
    name: nameOf(entry.fileName),
    bytes: entry.uncompressedSize,
    chunks: async function* () {
      const stream = await guarded(() => zip.openReadStreamPromise(entry));
      try {
        for await (const chunk of stream as AsyncIterable<Uint8Array>) {
          budget.spend(chunk.length);
          yield chunk;
        }
      } catch (cause) {
        throw cause instanceof Fault ? cause : damaged(cause);
      }
    },
  };
}

async function guarded<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw cause instanceof Fault ? cause : damaged(cause);
  }
}

function damaged(cause: unknown): Fault {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return collectFaults.fault("COLLECT_ZIP_DAMAGED", { reason }, cause);
}
