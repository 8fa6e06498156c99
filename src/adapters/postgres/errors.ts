import { defineFaults } from "#kernel";

/** What can go wrong with the system of record and the PostgreSQL that we start ourselves. */
export const postgresFaults = defineFaults({
  POSTGRES_PLATFORM_UNSUPPORTED: {
    kind: "unavailable",
    zh: "没有适用于 {platform} 的 PostgreSQL 程序包；请在该平台上重新执行 npm install",
    en: "There are no PostgreSQL binaries for {platform}; run npm install again on that platform",
  },
  POSTGRES_NO_ORDINARY_USER: {
    kind: "unavailable",
    zh: "PostgreSQL 不能以 root 运行，且系统中没有用户 postgres 或 nobody",
    en: "PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody",
  },
  POSTGRES_NO_REACHABLE_FOLDER: {
    kind: "unavailable",
    zh: "找不到用户 {uid} 可访问且安全的文件夹来存放 {what}，已尝试：{tried}",
    en: "No folder that user {uid} can reach safely was found for {what}; tried {tried}",
  },
  POSTGRES_CREATION_FAILED: {
    kind: "unavailable",
    zh: "无法建立数据库：{detail}",
    en: "The database could not be created: {detail}",
  },
  POSTGRES_START_FAILED: {
    kind: "unavailable",
    zh: "PostgreSQL 无法启动，日志在 {log}：{detail}",
    en: "PostgreSQL did not start; its log is {log}: {detail}",
  },
  POSTGRES_ORPHAN_ALIVE: {
    kind: "conflict",
    zh: "先前的 PostgreSQL（进程 {pid}）仍在运行且无法停止",
    en: "A former PostgreSQL (process {pid}) still runs and cannot be stopped",
  },
  POSTGRES_SCHEMA_NEWER: {
    kind: "conflict",
    zh: "数据库结构版本 {found} 比本程序所知的 {known} 新；请使用更新的程序",
    en: "The database has schema version {found}, newer than {known} which this program knows; use a newer program",
  },
  POSTGRES_VALUE_IMPOSSIBLE: {
    kind: "badInput",
    zh: "有一个值无法保存或查询：日期不存在、数值过大，或文字中有不可用的字符",
    en: "A value can neither be kept nor looked for: a day that does not exist, a number too large, or a character that text cannot hold",
  },
  POSTGRES_MIGRATION_CHANGED: {
    kind: "integrity",
    zh: "已执行的迁移 {name} 与本程序中的不同：期望 {expected}，实际 {found}",
    en: "The applied migration {name} differs from the one in this program: expected {expected}, found {found}",
  },
});
