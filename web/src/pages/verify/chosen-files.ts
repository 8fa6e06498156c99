/** A file that the reader chose, and what it is by its first bytes. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly kind: "bundle" | "proof" | "trust" | "kept" | "entry";
}

/** What lies on the desk: one thing to check, and what to check it with. */
export interface Desk {
  readonly evidence: ChosenFile | null;
  /** Whom to believe. */
  readonly trust: ChosenFile | null;
  /** For a proof: the entry itself. */
  readonly entry: ChosenFile | null;
  /** An earlier checkpoint that the reader kept. */
  readonly kept: ChosenFile | null;
}

export const emptyDesk: Desk = { evidence: null, trust: null, entry: null, kept: null };

/** Longest file that is read: evidence about one enterprise is far smaller. */
export const longestFileBytes = 64 * 2 ** 20;

/** Reads files that were dropped or chosen. */
export async function readFiles(files: readonly File[]): Promise<readonly ChosenFile[]> {
  return await Promise.all(
    files
      .filter(({ size }) => size <= longestFileBytes)
      .map(async (file) => {
        const bytes = new Uint8Array(await file.arrayBuffer());
        return { name: file.name, bytes, kind: kindOf(file.name, bytes) };
      }),
  );
}

/** Puts files on the desk; a second one of a kind takes the place of the first. */
export function putOnDesk(desk: Desk, files: readonly ChosenFile[]): Desk {
  let next = desk;
  for (const file of files) {
    const place = file.kind === "bundle" || file.kind === "proof" ? "evidence" : file.kind;
    next = { ...next, [place]: file };
  }
  return next;
}

/** What is neither of the other kinds is taken for a bundle, so that its verdict says what is wrong with it. */
function kindOf(name: string, bytes: Uint8Array): ChosenFile["kind"] {
  const text = new TextDecoder().decode(bytes.subarray(0, 4096));
  if (text.startsWith("c2sp.org/tlog-proof@") || name.endsWith(".tlog-proof")) return "proof";
  if (text.startsWith('{"@type":"trust@')) return "trust";
  if (text.startsWith('{"@type":"evidence-bundle@')) return "bundle";
  if (/^\{"@type":"[a-z0-9-]+@/.test(text) || name.endsWith(".entry")) return "entry";
  if (/^[ \t]*(log|witness|quorum)[ \t]/m.test(text) || /^[^\s+]+\+[0-9a-f]{8}\+\S+$/m.test(text))
    return "trust";
  if (/^[^\n]+\n[0-9]+\n[A-Za-z0-9+/]{43}=\n/.test(text)) return "kept";
  return "bundle";
}
