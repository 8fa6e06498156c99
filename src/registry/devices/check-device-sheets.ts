import type { Message } from "#kernel";
import { enterpriseIdOf, type EnterpriseId } from "../enterprise.ts";
import { datasetScheme } from "../outside-code.ts";
import { checkTwin, type ParentElement } from "./check-twin.ts";
import { elementKindNames } from "./device-messages.ts";
import { type DeviceProblemCode, type ProblemParameters, sayProblem } from "./device-problem.ts";
import { deviceSheets, type SheetColumn, type SheetName } from "./device-sheets.ts";
import { type ElementKind, elementIdOf, type RegisteredElement } from "./element.ts";
import { checkClaims, type KnownCollector, type ResolvedClaim } from "./check-claims.ts";
import type { ListedCollector, ListedElement, ReadSheets, SheetNote } from "./read-device-sheets.ts";

/** An element of a workbook with what its codes mean. */
export interface ResolvedElement extends ListedElement {
  readonly id: string;
  readonly enterpriseId: EnterpriseId;
}

/** A collector of a workbook with the elements that it speaks for. */
export interface ResolvedCollector extends Omit<ListedCollector, "elements"> {
  readonly enterpriseId: EnterpriseId;
  readonly elements: readonly { readonly code: string; readonly id: string }[];
}

export interface CheckedSheets {
  readonly elements: readonly ResolvedElement[];
  readonly collectors: readonly ResolvedCollector[];
  readonly claims: readonly ResolvedClaim[];
  readonly problems: readonly SheetNote[];
}

/** What is registered already. */
export interface KnownDevices {
  readonly dataset: string;
  /** Enterprises of the data set that the party keeps, by code. */
  readonly enterprises: ReadonlySet<string>;
  readonly elements: readonly RegisteredElement[];
  /** Gateways and collectors that the party keeps and that were not revoked. */
  readonly collectors: readonly KnownCollector[];
}

/** Checks what concerns several rows: codes that repeat, enterprises, parents and collected elements that are nowhere. */
export function checkDeviceSheets(read: ReadSheets, known: KnownDevices): CheckedSheets {
  const problems: SheetNote[] = [];
  const scheme = datasetScheme(known.dataset);
  const inWorkbook = new Set(read.enterprises.enterprises.map(({ code }) => code));
  const enterpriseIdOfRow = (sheet: SheetName, row: number, code: string): EnterpriseId | null => {
    if (code === "") return null;
    if (inWorkbook.has(code) || known.enterprises.has(code)) return enterpriseIdOf({ scheme, value: code });
    const parameters = { found: code, dataset: known.dataset };
    problems.push(noteOf(sheet, row, "enterprise", "DEVICE_ENTERPRISE_UNKNOWN", parameters));
    return null;
  };
  const elements = read.elements.flatMap((element): ResolvedElement[] => {
    const enterpriseId = enterpriseIdOfRow(element.sheet, element.row, element.enterprise);
    if (enterpriseId === null || element.code === "") return [];
    const id = elementIdOf(enterpriseId, element.code);
    const parentId = element.parent === null ? null : elementIdOf(enterpriseId, element.parent);
    return [{ ...element, id, enterpriseId, data: { ...element.data, parentId } }];
  });
  const places = new Map<string, ParentElement>(
    known.elements.map(({ id, kind, code, twin }) => [id, { kind, code, parentId: twin.data.parentId }]),
  );
  problems.push(...repeatedCodes(elements), ...changedKinds(elements, known.elements));
  for (const { id, kind, code, data } of elements) {
    places.set(id, { kind, code, parentId: data.parentId });
  }
  for (const element of elements) problems.push(...twinNotes(element, places));
  const collectors = read.collectors.flatMap((collector) => {
    const enterpriseId = enterpriseIdOfRow("collectors", collector.row, collector.enterprise);
    return enterpriseId === null ? [] : [resolveCollector(collector, enterpriseId, places, problems)];
  });
  problems.push(...repeatedCollectors(collectors));
  const claims = checkClaims(read.claims, {
    collectors: known.collectors,
    enterpriseIdOf: (row, code) => enterpriseIdOfRow("claims", row, code),
    hasElement: (id) => places.has(id),
    problem: (row, key, code, parameters) => problems.push(noteOf("claims", row, key, code, parameters)),
  });
  return { elements, collectors: fillElements(collectors, elements, known.elements), claims, problems };
}

function repeatedCodes(elements: readonly ResolvedElement[]): readonly SheetNote[] {
  const first = new Map<string, ResolvedElement>();
  return elements.flatMap((element) => {
    const before = first.get(element.id);
    if (before === undefined) {
      first.set(element.id, element);
      return [];
    }
    const sheet = { zh: deviceSheets[before.sheet].zh, en: before.sheet };
    const parameters = { found: element.code, sheet, row: before.row };
    return [noteOf(element.sheet, element.row, "code", "DEVICE_CODE_REPEATED", parameters)];
  });
}

function changedKinds(
  elements: readonly ResolvedElement[],
  known: readonly RegisteredElement[],
): readonly SheetNote[] {
  const kinds = new Map(known.map(({ id, kind }) => [id, kind]));
  return elements.flatMap(({ id, sheet, row, kind, code }) => {
    const found = kinds.get(id);
    if (found === undefined || found === kind) return [];
    const parameters = { code, found: nameOf(found), kind: nameOf(kind) };
    return [noteOf(sheet, row, "kind", "DEVICE_KIND_CHANGED", parameters)];
  });
}

function twinNotes(
  element: ResolvedElement,
  places: ReadonlyMap<string, ParentElement>,
): readonly SheetNote[] {
  const problems = checkTwin(element, element.data, (id) => places.get(id) ?? null).filter(
    // The empty cell itself was named already.
    ({ code }) => element.sheet !== "meters" || code !== "DEVICE_MEDIUM_MISSING",
  );
  return problems.map(({ field, code, parameters }) => {
    const isParent = code === "DEVICE_PARENT_UNKNOWN";
    const named = isParent ? { ...parameters, found: element.parent ?? "" } : parameters;
    return noteOf(element.sheet, element.row, columnOf(field), code, named);
  });
}

function columnOf(field: string): string {
  if (field === "parentId") return "parent";
  return field === "encumbrances" ? "encumberedUntil" : field;
}

interface NamedCollector extends Omit<ListedCollector, "elements"> {
  readonly enterpriseId: EnterpriseId;
  /** Null: all of its enterprise. */
  readonly elements: readonly { readonly code: string; readonly id: string }[] | null;
}

function resolveCollector(
  { elements: codes, ...collector }: ListedCollector,
  enterpriseId: EnterpriseId,
  places: ReadonlyMap<string, ParentElement>,
  problems: SheetNote[],
): NamedCollector {
  if (codes.length === 0) return { ...collector, enterpriseId, elements: null };
  const elements = [...new Set(codes)].flatMap((code) => {
    const id = elementIdOf(enterpriseId, code);
    if (places.has(id)) return [{ code, id }];
    const parameters = { found: code.slice(0, 60) };
    problems.push(noteOf("collectors", collector.row, "elements", "DEVICE_ELEMENT_UNKNOWN", parameters));
    return [];
  });
  return { ...collector, enterpriseId, elements };
}

function repeatedCollectors(collectors: readonly NamedCollector[]): readonly SheetNote[] {
  const first = new Map<string, number>();
  return collectors.flatMap(({ enterpriseId, name, row }) => {
    const key = `${enterpriseId}\n${name}`;
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, row);
      return [];
    }
    return [noteOf("collectors", row, "name", "DEVICE_COLLECTOR_REPEATED", { found: name, row: before })];
  });
}

/** A collector that names no element speaks for everything in its enterprise that can send something. */
function fillElements(
  collectors: readonly NamedCollector[],
  listed: readonly ResolvedElement[],
  known: readonly RegisteredElement[],
): readonly ResolvedCollector[] {
  const all = new Map([...known, ...listed].map((one) => [one.id, one]));
  const ofEnterprise = Map.groupBy(all.values(), ({ enterpriseId }) => enterpriseId);
  return collectors.map(({ elements, ...collector }) => ({
    ...collector,
    elements:
      elements ?? (ofEnterprise.get(collector.enterpriseId) ?? []).map(({ code, id }) => ({ code, id })),
  }));
}

function noteOf(
  sheet: SheetName,
  row: number,
  key: string,
  code: DeviceProblemCode,
  parameters: ProblemParameters,
): SheetNote {
  const columns: readonly SheetColumn[] = deviceSheets[sheet].columns;
  const found = columns.find((one) => one.key === key);
  const column: Message = { zh: found?.zh ?? key, en: found?.en ?? key };
  return { sheet, row, column, code, ...sayProblem(code, { column, ...parameters }) };
}

function nameOf(kind: ElementKind): Message {
  return elementKindNames.messages[kind];
}
