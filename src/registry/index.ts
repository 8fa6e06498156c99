export * from "./collector.ts";
export * from "./devices/check-device-sheets.ts";
export * from "./devices/check-twin.ts";
export * from "./devices/collector-directory.ts";
export * from "./devices/collector-life.ts";
export * from "./devices/collector-store.ts";
export { deviceProblems, elementKindNames } from "./devices/device-messages.ts";
export { sayProblem } from "./devices/device-problem.ts";
export * from "./devices/device-sheets.ts";
export * from "./devices/element.ts";
export * from "./devices/element-store.ts";
export * from "./devices/found-assets.ts";
export * from "./devices/one-time-code.ts";
export * from "./devices/parameters.ts";
export * from "./devices/read-device-sheets.ts";
export * from "./enterprise.ts";
export {
  type ListedEnterprise,
  type ListNote,
  listColumns,
  type ReadList,
  readEnterpriseList,
} from "./enterprise-list.ts";
export * from "./enterprise-register.ts";
export * from "./errors.ts";
export * from "./industries/industry-template.ts";
export { industryTemplateOf, industryTemplates } from "./industries/industry-templates.ts";
export * from "./outside-code.ts";
export * from "./size-class.ts";
export { listProblems } from "./messages.ts";
export { type SizeCriterion, type SizeRule, sizeStandards } from "./size-standard.ts";
