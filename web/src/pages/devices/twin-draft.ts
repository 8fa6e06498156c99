import type { TwinData } from "./devices-api.ts";

/** A twin as it is typed. */
export interface TwinDraft {
  readonly name: string;
  readonly type: string;
  readonly maker: string;
  readonly model: string;
  readonly serial: string;
  readonly shift: string;
  readonly headcount: string;
  readonly purchaseYuan: string;
  readonly lifeMonths: string;
  readonly residualPercent: string;
  readonly parameters: string;
  readonly parentId: string;
  readonly inServiceOn: string;
  readonly state: TwinData["state"];
  readonly depreciation: NonNullable<TwinData["depreciation"]> | "";
  readonly encumbrances: readonly TwinData["encumbrances"][number][];
}

/** A twin of which nothing is known. */
export const emptyTwin: TwinData = {
  name: "",
  parentId: null,
  state: "inUse",
  type: null,
  maker: null,
  model: null,
  serial: null,
  parameters: {},
  medium: null,
  thing: null,
  network: null,
  headcount: null,
  shift: null,
  purchaseFen: null,
  inServiceOn: null,
  lifeMonths: null,
  residualPpm: null,
  depreciation: null,
  encumbrances: [],
};

/** What a twin says, to be changed. */
export function draftOf(data: TwinData): TwinDraft {
  const { purchaseFen, residualPpm } = data;
  return {
    name: data.name,
    type: data.type ?? "",
    maker: data.maker ?? "",
    model: data.model ?? "",
    serial: data.serial ?? "",
    shift: data.shift ?? "",
    headcount: data.headcount === null ? "" : String(data.headcount),
    purchaseYuan: purchaseFen === null ? "" : yuanText(purchaseFen),
    lifeMonths: data.lifeMonths === null ? "" : String(data.lifeMonths),
    residualPercent: residualPpm === null ? "" : String(residualPpm / 10_000),
    parameters: Object.entries(data.parameters)
      .map(([key, value]) => `${key}=${value}`)
      .join("; "),
    parentId: data.parentId ?? "",
    inServiceOn: data.inServiceOn ?? "",
    state: data.state,
    depreciation: data.depreciation ?? "",
    encumbrances: data.encumbrances,
  };
}

/** The twin that was typed; null while something in it cannot be read. */
export function twinOf(before: TwinData, draft: TwinDraft): TwinData | null {
  const purchaseFen = fenOf(draft.purchaseYuan);
  const lifeMonths = wholeOf(draft.lifeMonths);
  const headcount = wholeOf(draft.headcount);
  const residualPpm = ppmOf(draft.residualPercent);
  const parameters = parametersOf(draft.parameters);
  const isWrong = [purchaseFen, lifeMonths, headcount, residualPpm, parameters].includes(undefined);
  const isNamed = draft.name.trim() !== "" && draft.encumbrances.every(({ holder }) => holder.trim() !== "");
  if (isWrong || !isNamed) return null;
  return {
    ...before,
    name: draft.name.trim(),
    type: textOf(draft.type),
    maker: textOf(draft.maker),
    model: textOf(draft.model),
    serial: textOf(draft.serial),
    shift: textOf(draft.shift),
    headcount: headcount ?? null,
    purchaseFen: purchaseFen ?? null,
    lifeMonths: lifeMonths ?? null,
    residualPpm: residualPpm ?? null,
    parameters: parameters ?? {},
    parentId: textOf(draft.parentId),
    inServiceOn: textOf(draft.inServiceOn),
    state: draft.state,
    depreciation: draft.depreciation === "" ? null : draft.depreciation,
    encumbrances: [...draft.encumbrances],
  };
}

function textOf(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

function wholeOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined;
}

function fenOf(text: string): string | null | undefined {
  const plain = text.replaceAll(",", "").trim();
  if (plain === "") return null;
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(plain);
  return match === null ? undefined : String(BigInt(`${match[1]}${(match[2] ?? "").padEnd(2, "0")}`));
}

function ppmOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const ppm = /^\d{1,3}(\.\d{1,4})?$/.test(text.trim()) ? Math.round(Number(text) * 10_000) : undefined;
  return ppm !== undefined && ppm <= 1_000_000 ? ppm : undefined;
}

function parametersOf(text: string): Record<string, string> | undefined {
  const pairs = text
    .split(/[;；]/)
    .filter((part) => part.trim() !== "")
    .map((part) => part.split(/[=＝]/).map((side) => side.trim()));
  const isRight = pairs.every(([key = "", value = ""]) => key !== "" && value !== "");
  return isRight ? Object.fromEntries(pairs.map(([key = "", value = ""]) => [key, value])) : undefined;
}

function yuanText(fen: string): string {
  const padded = fen.padStart(3, "0");
  return `${padded.slice(0, -2)}.${padded.slice(-2)}`;
}
