import { operatingRowsOf, type ParsedOperations, type ProjectedGroup } from "#collect";
import { dayNumberOf } from "#kernel";
import { dayOfRow, type StreamName, type StreamRows } from "#operations";
import type { Connection } from "./connection.ts";
import { type BlockParameters, type BlockTarget, insertBlock } from "./insert-block.ts";
import { bytesOf, encodeBytes, encodeTexts } from "./native-format.ts";
import { whoseRows } from "./operating-queries.ts";
import { packRows } from "./pack-rows.ts";
import { PackReader } from "./packed-bytes.ts";
import { type Block, blockOf, partsOf } from "./projection-blocks.ts";
import { unpackRows } from "./unpack-rows.ts";

/** Rows of one stream that came together, in their order. */
export interface RowsToPack<Name extends StreamName = StreamName> {
  /** Place of the entry in the group that is inserted. */
  readonly batch: number;
  readonly stream: Name;
  readonly rows: readonly StreamRows[Name][];
}

const insertion = {
  table: "operating_pack",
  columns: "enterprise_id, stream, first_on, rows, packed",
  values: "arrayElement({enterpriseIds:Array(String)}, batch + 1), stream, toDate32(first), rows, packed",
  isOfEntries: true,
} as const;

/** Stores the kept rows of a group once more, packed by entry, as one enterprise is read. */
export async function projectPacks(
  target: BlockTarget,
  group: ProjectedGroup,
  named: BlockParameters,
): Promise<void> {
  const packs = partsOf<ParsedOperations>(group.batches, "operations").map(({ batch, entry, parsed }) => ({
    batch,
    stream: parsed.stream,
    rows: operatingRowsOf(parsed).filter((_, at) => entry.isKept[at] === 1),
  }));
  await insertPacks(target, packs, named);
}

/** Inserts packs of rows; one without rows is left out. */
export async function insertPacks(
  target: BlockTarget,
  packs: readonly RowsToPack[],
  named: BlockParameters,
): Promise<void> {
  await insertBlock(target, insertion, packBlock(packs.filter(({ rows }) => rows.length > 0)), named);
}

function packBlock(packs: readonly RowsToPack[]): Block | null {
  const first = ({ stream, rows }: RowsToPack): number =>
    rows.reduce((least, row) => Math.min(least, dayOfRow(stream, row)), Number.POSITIVE_INFINITY);
  return blockOf(packs.length, [
    { name: "batch", type: "UInt32", data: bytesOf(Uint32Array.from(packs, ({ batch }) => batch)) },
    { name: "stream", type: "String", data: encodeTexts(packs.map(({ stream }) => stream)) },
    { name: "first", type: "Int32", data: bytesOf(Int32Array.from(packs, first)) },
    { name: "rows", type: "UInt32", data: bytesOf(Uint32Array.from(packs, ({ rows }) => rows.length)) },
    {
      name: "packed",
      type: "String",
      data: encodeBytes(packs.map(({ stream, rows }) => packRows(stream, rows))),
    },
  ]);
}

/** Calls back with the packed rows of some enterprises as of T and N, each enterprise's in the order in which they came. */
export async function readPacks(
  reader: Pick<Connection, "queryBytes">,
  query: { readonly ids: readonly string[]; readonly asOf: string; readonly knownAt: number },
  keep: (enterpriseId: string, stream: StreamName, row: object, platformIndex: number) => void,
): Promise<void> {
  const { ids, asOf, knownAt } = query;
  if (ids.length === 0) return;
  const { where, settings, parameters } = whoseRows(ids);
  const bytes = await reader.queryBytes(
    `SELECT enterprise_id, toString(stream), platform_index, packed FROM operating_pack
     WHERE ${where} AND first_on <= toDate32({asOf:String})
       AND platform_index < {knownAt:UInt64}
     ORDER BY enterprise_id, platform_index, entry_index${settings}`,
    "RowBinary",
    { ...parameters, asOf, knownAt },
  );
  const packs = new PackReader(bytes);
  const lastDay = dayNumberOf(asOf);
  while (!packs.isAtEnd) {
    const enterpriseId = packs.text();
    const stream = packs.text() as StreamName;
    const platformIndex = packs.word();
    const packed = packs.part();
    unpackRows(stream, packed, lastDay, (row) => keep(enterpriseId, stream, row, platformIndex));
  }
}
