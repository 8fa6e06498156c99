import { hash } from "node:crypto";
import { contentIdOf } from "#kernel";
import { type OutsideCode, normalizeCodeValue } from "./outside-code.ts";

/** Our id of an enterprise, `ent_` and 20 hexadecimal digits. */
export type EnterpriseId = string;

/** An enterprise as the registry knows it. */
export interface Enterprise {
  readonly id: EnterpriseId;
  /** As the source wrote it, trimmed; empty when it gave none. */
  readonly name: string;
  /** The code from which the id was derived comes first. */
  readonly codes: readonly OutsideCode[];
}

/**
 * The id of an enterprise, derived from the code it was first known by, so that every import of the same source
 * meets the same enterprise: 80 bits of SHA-256 over scheme, line feed and value.
 * @throws REGISTRY_CODE_MALFORMED
 */
export function enterpriseIdOf(code: Pick<OutsideCode, "scheme" | "value">): EnterpriseId {
  const parts = [code.scheme, normalizeCodeValue(code)];
  return contentIdOf("ent", parts, (text) => hash("sha256", text, "hex"));
}
