import { defineFaults } from "#kernel";

export const cliFaults = defineFaults({
  CLI_NOTHING_TO_EVALUATE: {
    kind: "badInput",
    zh: "没有可评价的输入：期望 --region、--invoices 文件夹或至少一个 --readings 文件",
    en: "There is nothing to evaluate: expected --region or --invoices with a folder, or at least one --readings file",
  },
  CLI_NO_SUCH_INPUT: {
    kind: "badInput",
    zh: "{option} 指向的 {path} 不存在：期望 {expected}",
    en: "{path} given with {option} does not exist: expected {expected}",
  },
  CLI_CANNOT_WRITE: {
    kind: "badInput",
    zh: "{option} 指向的 {path} 写不进去：{problem}",
    en: "{path} given with {option} cannot be written: {problem}",
  },
  CLI_BAD_OPTION: {
    kind: "badInput",
    zh: "选项 {option} 的值不能使用：期望 {expected}，实际 {found}",
    en: "The value of {option} cannot be used: expected {expected}, found {found}",
  },
  CLI_SERVER_REFUSED: {
    kind: "badInput",
    zh: "服务器 {server} 拒绝（{status}）：{title} {code}",
    en: "The server {server} refused ({status}): {title} {code}",
  },
});
