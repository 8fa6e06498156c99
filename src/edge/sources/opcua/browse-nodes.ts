import type { ClientSession, ReferenceDescription } from "node-opcua-client";
import type { BrowsedNode } from "../../source.ts";

/** Deep enough for a machine's tree; loops end there at the latest. */
const deepest = 12;

/** Every variable below a node, depth first, with its data type and, where the server has it, its unit. */
export async function* browseVariables(
  session: ClientSession,
  below: string,
  signal: AbortSignal,
): AsyncIterable<BrowsedNode> {
  const opcua = await import("node-opcua-client");
  const seen = new Set<string>();
  const childrenOf = async (node: string): Promise<readonly ReferenceDescription[]> => {
    const found: ReferenceDescription[] = [];
    let result = await session.browse({
      nodeId: node,
      browseDirection: opcua.BrowseDirection.Forward,
      referenceTypeId: "HierarchicalReferences",
      includeSubtypes: true,
      nodeClassMask: opcua.NodeClassMask.Object | opcua.NodeClassMask.Variable,
      resultMask: 63,
    });
    if (!result.statusCode.isGood()) throw new Error(`${node}: ${result.statusCode.description}`);
    found.push(...(result.references ?? []));
    while (result.continuationPoint !== null && (result.continuationPoint?.length ?? 0) > 0) {
      result = await session.browseNext(result.continuationPoint, false);
      found.push(...(result.references ?? []));
    }
    return found;
  };
  const walk = async function* (
    node: string,
    depth: number,
    path: readonly string[],
  ): AsyncIterable<BrowsedNode> {
    signal.throwIfAborted();
    for (const child of await childrenOf(node)) {
      const address = child.nodeId.toString();
      if (seen.has(address)) continue;
      seen.add(address);
      const name = child.browseName.name ?? address;
      const isVariable = child.nodeClass === opcua.NodeClass.Variable;
      const isProperty = child.referenceTypeId.toString() === "ns=0;i=46";
      if (isVariable && !isProperty) {
        const dataType = await dataTypeOf(session, address);
        const unit = await unitOf(session, address);
        yield { address, name: [...path, name].join("/"), dataType, unit, depth };
      }
      if (!isProperty && depth + 1 < deepest) yield* walk(address, depth + 1, [...path, name]);
    }
  };
  yield* walk(below, 0, []);
}

async function dataTypeOf(session: ClientSession, address: string): Promise<string | null> {
  const { AttributeIds, DataType } = await import("node-opcua-client");
  const { value, statusCode } = await session.read({ nodeId: address, attributeId: AttributeIds.DataType });
  if (!statusCode.isGood()) return null;
  const type: unknown = value.value;
  const id = String(type);
  const builtIn = /^(?:ns=0;)?i=(\d{1,2})$/.exec(id)?.[1];
  return builtIn === undefined ? id : (DataType[Number(builtIn)] ?? id);
}

async function unitOf(session: ClientSession, address: string): Promise<string | null> {
  const { makeBrowsePath } = await import("node-opcua-client");
  const found = await session.translateBrowsePath(makeBrowsePath(address, ".EngineeringUnits"));
  const target = found.targets?.[0]?.targetId;
  if (!found.statusCode.isGood() || target === undefined) return null;
  const { value } = await session.read({ nodeId: target.toString(), attributeId: 13 });
  const unit: unknown = value.value;
  if (typeof unit !== "object" || unit === null || !("displayName" in unit)) return null;
  const { displayName } = unit;
  const hasText = typeof displayName === "object" && displayName !== null && "text" in displayName;
  return hasText && typeof displayName.text === "string" ? displayName.text : null;
}
