import { elementKindNames, twinFieldNames } from "./device-messages.ts";
import type { DeviceProblemCode, ProblemParameters } from "./device-problem.ts";
import { type ElementKind, parentKinds, type TwinData } from "./element.ts";

/** What is wrong with one field of a twin. */
export interface TwinProblem {
  readonly field: keyof TwinData | "code";
  readonly code: DeviceProblemCode;
  readonly parameters: ProblemParameters;
}

/** An element that may be a parent. */
export interface ParentElement {
  readonly kind: ElementKind;
  readonly code: string;
  readonly parentId: string | null;
}

const mostDepth = 50;
const codeCharacters = /^[^/+#\u0020\u007f]{1,100}$/u;

/** Whether a code can stand in a topic and in a batch: no control character, no space, no `/`, `+`, `#`. */
export function isWireCode(code: string): boolean {
  return codeCharacters.test(code) && !hasControlCharacter(code);
}

/** Fields that only some kinds have. */
const fieldsOfKind: readonly {
  readonly field: Exclude<keyof typeof twinFieldNames.messages, "untilOn">;
  readonly kinds: readonly ElementKind[];
}[] = [
  { field: "medium", kinds: ["meter"] },
  { field: "thing", kinds: ["thing"] },
  { field: "network", kinds: ["network"] },
  { field: "headcount", kinds: ["people"] },
  { field: "shift", kinds: ["people"] },
  { field: "depreciation", kinds: ["machine", "meter", "network"] },
  { field: "lifeMonths", kinds: ["machine", "meter", "network"] },
];

/**
 * Everything that is wrong with a twin of a kind; its shape was checked before.
 * @param parentOf  an element of the same enterprise by id, null where there is none
 */
export function checkTwin(
  element: { readonly id: string; readonly kind: ElementKind; readonly code: string },
  data: TwinData,
  parentOf: (id: string) => ParentElement | null,
): readonly TwinProblem[] {
  const kind = elementKindNames.messages[element.kind];
  const wrong: TwinProblem[] = [];
  if (element.kind === "meter" && data.medium === null) {
    wrong.push({ field: "medium", code: "DEVICE_MEDIUM_MISSING", parameters: {} });
  }
  for (const { field, kinds } of fieldsOfKind) {
    if (data[field] === null || kinds.includes(element.kind)) continue;
    wrong.push({
      field,
      code: "DEVICE_FIELD_OF_OTHER_KIND",
      parameters: { kind, column: twinFieldNames.messages[field] },
    });
  }
  for (const { fromOn, untilOn } of data.encumbrances) {
    if (untilOn === null || untilOn >= fromOn) continue;
    const parameters = { column: twinFieldNames.messages.untilOn, from: fromOn };
    wrong.push({ field: "encumbrances", code: "DEVICE_DAYS_REVERSED", parameters });
  }
  return [...wrong, ...parentProblems(element, data.parentId, parentOf)];
}

function parentProblems(
  element: { readonly id: string; readonly kind: ElementKind; readonly code: string },
  parentId: string | null,
  parentOf: (id: string) => ParentElement | null,
): readonly TwinProblem[] {
  if (parentId === null) return [];
  const parent = parentId === element.id ? null : parentOf(parentId);
  if (parentId === element.id) return [cycleOf(element.code)];
  if (parent === null) {
    return [{ field: "parentId", code: "DEVICE_PARENT_UNKNOWN", parameters: { found: parentId } }];
  }
  if (!parentKinds[element.kind].includes(parent.kind)) {
    const parameters = {
      kind: elementKindNames.messages[element.kind],
      parent: elementKindNames.messages[parent.kind],
      found: parent.code,
    };
    return [{ field: "parentId", code: "DEVICE_PARENT_KIND", parameters }];
  }
  let above: ParentElement | null = parent;
  for (let depth = 0; above !== null; depth++) {
    if (above.parentId === element.id || depth > mostDepth) return [cycleOf(element.code)];
    above = above.parentId === null ? null : parentOf(above.parentId);
  }
  return [];
}

function cycleOf(code: string): TwinProblem {
  return { field: "parentId", code: "DEVICE_PARENT_CYCLE", parameters: { found: code } };
}

function hasControlCharacter(text: string): boolean {
  for (const character of text) if ((character.codePointAt(0) ?? 0) < 0x20) return true;
  return false;
}
