import {
  type AuthorizationAnswer,
  type EntityJson,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  schemaToJson,
  type StatefulAuthorizationCall,
  statefulIsAuthorized,
  validate,
} from "@cedar-policy/cedar-wasm/nodejs";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The policies, parsed and checked against their schema. */
export interface PolicySet {
  /** Every action that the schema declares and a request can name. */
  readonly actions: ReadonlySet<string>;
  /** The decision, with the ids of the policies that made it. */
  decide(call: Omit<StatefulAuthorizationCall, "preparsedPolicySetId" | "context">): {
    readonly isAllowed: boolean;
    readonly policies: readonly string[];
  };
}

/** Under this name Cedar keeps the parsed policies in its own memory. */
const parsedName = "touchstone";

/**
 * Reads every `.cedarschema` and `.cedar` file of the folder. A policy that names a role, kind, action or attribute
 * which the schema does not declare stops the start, as does one without an `@id`.
 */
export function loadPolicies(folder = path.join(import.meta.dirname, "policies")): PolicySet {
  const schema = readAll(folder, ".cedarschema");
  const policies = splitById(readAll(folder, ".cedar"));
  const checked = validate({ schema, policies: { staticPolicies: policies } });
  const problems =
    checked.type === "failure"
      ? checked.errors.map(({ message }) => message)
      : checked.validationErrors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
  if (problems.length > 0) throw new Error(`The policies in ${folder} are wrong: ${problems.join("; ")}`);
  preparsePolicySet(parsedName, { staticPolicies: policies });
  const actions = actionsOf(schema);
  return {
    actions: new Set(actions.keys()),
    decide: ({ entities, ...call }) => {
      const action = actions.get("id" in call.action ? call.action.id : "");
      if (action === undefined) throw new Error("No policy schema declares the action");
      // Without the action's own entity Cedar would not know its groups, and every check would pass.
      const asked = { ...call, entities: [...entities, action], context: {} };
      return decisionOf(statefulIsAuthorized({ ...asked, preparsedPolicySetId: parsedName }));
    },
  };
}

function readAll(folder: string, ending: string): string {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort();
  return files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
}

function splitById(text: string): Record<string, string> {
  const parts = policySetTextToParts(text);
  if (parts.type === "failure") throw new Error(parts.errors.map(({ message }) => message).join("; "));
  const byId: Record<string, string> = {};
  for (const policy of parts.policies) {
    const read = policyToJson(policy);
    const id = read.type === "success" ? read.json.annotations?.["id"] : undefined;
    if (id === undefined || id in byId) {
      throw new Error(`A policy needs an @id of its own: ${policy}`);
    }
    byId[id] = policy;
  }
  return byId;
}

/** The actions that can be asked for, each as an entity with the groups that it is in. */
function actionsOf(schema: string): ReadonlyMap<string, EntityJson> {
  const read = schemaToJson(schema);
  if (read.type === "failure") throw new Error(read.errors.map(({ message }) => message).join("; "));
  const declared = Object.entries(read.json[""]?.actions ?? {});
  // A group of actions applies to nothing: it cannot be asked for.
  const asked = declared.filter(([, { appliesTo }]) => (appliesTo?.resourceTypes.length ?? 0) > 0);
  return new Map(
    asked.map(([id, { memberOf = [] }]) => [
      id,
      { uid: actionUid(id), attrs: {}, parents: memberOf.map((group) => actionUid(group.id)) },
    ]),
  );
}

function actionUid(id: string) {
  return { type: "Action", id };
}

/** A policy that breaks while it is evaluated would silently not count, so it is a fault of the house. */
function decisionOf(answer: AuthorizationAnswer) {
  if (answer.type === "failure") throw new Error(answer.errors.map(({ message }) => message).join("; "));
  const { decision, diagnostics } = answer.response;
  const [broken] = diagnostics.errors;
  if (broken !== undefined) throw new Error(`${broken.policyId}: ${broken.error.message}`);
  return { isAllowed: decision === "allow", policies: diagnostics.reason };
}
