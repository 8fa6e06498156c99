import { defineFaults } from "#kernel";

/** What can go wrong between us and ClickHouse. */
export const clickhouseFaults = defineFaults({
  CLICKHOUSE_QUERY: {
    kind: "internal",
    zh: "观测库查询失败：{reason}",
    en: "A query of the observation store failed: {reason}",
  },
  CLICKHOUSE_RESULT: {
    kind: "internal",
    zh: "观测库的返回结果无法解读：{problem}",
    en: "A result of the observation store cannot be understood: {problem}",
  },
  CLICKHOUSE_DAMAGED: {
    kind: "integrity",
    zh: "观测库的表 {table} 在 {part} 处损坏：{problem}",
    en: "Table {table} of the observation store is damaged in {part}: {problem}",
  },
  CLICKHOUSE_CLOSED: {
    kind: "unavailable",
    zh: "观测库已关闭。",
    en: "The observation store is closed.",
  },
  CLICKHOUSE_MIGRATION_CHANGED: {
    kind: "integrity",
    zh: "观测库迁移 {version} 的校验和应为 {expected}，实为 {found}。",
    en: "Migration {version} of the observation store has checksum {found}; {expected} was expected.",
  },
  CLICKHOUSE_SCHEMA_NEWER: {
    kind: "conflict",
    zh: "观测库的版本 {found} 比本程序所知的 {known} 新。",
    en: "The observation store has version {found}, newer than {known}, the last that this program knows.",
  },
});
