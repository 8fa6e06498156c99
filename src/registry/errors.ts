import { defineFaults } from "#kernel";

/** Faults of the registry: codes that cannot name an enterprise. */
export const registryFaults = defineFaults({
  REGISTRY_CODE_MALFORMED: {
    kind: "badInput",
    zh: "“{found}”不是有效的企业代码（编码体系 {scheme}）",
    en: "“{found}” is not an enterprise code of the scheme {scheme}",
  },
});
