import { defineFaults } from "#kernel";

/** The error codes of the file adapter. */
export const filesFaults = defineFaults({
  FILES_DIRECTORY_IN_USE: {
    kind: "conflict",
    zh: "数据目录 {directory} 正被进程 {pid} 使用",
    en: "the data directory {directory} is in use by process {pid}",
  },
  FILES_DIRECTORY_NEWER: {
    kind: "conflict",
    zh: "数据目录 {directory} 的版本为 {found}，本程序只认识到版本 {known}",
    en: "the data directory {directory} has version {found}; this program knows versions up to {known}",
  },
  FILES_NOT_A_DATA_DIRECTORY: {
    kind: "badInput",
    zh: "{directory} 不是数据目录：其中有别的文件，却没有 VERSION",
    en: "{directory} is not a data directory: it holds other files and no VERSION",
  },
  FILES_DIRECTORY_UNUSABLE: {
    kind: "badInput",
    zh: "无法使用目录 {directory}:{problem}",
    en: "the directory {directory} cannot be used: {problem}",
  },
  FILES_NO_SUCH_DIRECTORY: {
    kind: "notFound",
    zh: "数据目录 {directory} 不存在；这里只读已有的数据目录（其中有 VERSION 和 log），没有新建任何东西",
    en: "there is no data directory {directory}; only one that exists is read here (with VERSION and log), and nothing was made",
  },
  FILES_NO_LEDGER: {
    kind: "notFound",
    zh: "{directory} 中没有账本：应有 VERSION 和 log，实有 {found} 项（{names}）；没有新建任何东西",
    en: "there is no ledger in {directory}: VERSION and log were expected, {found} entries found ({names}); nothing was made",
  },
  FILES_NOT_EMPTY: {
    kind: "badInput",
    zh: "文件夹 {directory} 不是空的",
    en: "the folder {directory} is not empty",
  },
});
