import { defineFaults } from "#kernel";

/** What can go wrong when somebody asks to come in. */
export const accessFaults = defineFaults({
  ACCESS_NOT_SIGNED_IN: {
    kind: "forbidden",
    zh: "请先登录",
    en: "Sign in first",
  },
  ACCESS_WRONG_CREDENTIALS: {
    kind: "forbidden",
    zh: "用户名或密码不正确，或登录地址已使用或过期",
    en: "Wrong name or password, or the log-in address was used or has expired",
  },
  ACCESS_TOO_MANY_ATTEMPTS: {
    kind: "forbidden",
    zh: "登录尝试过多，请在 {seconds} 秒后重试",
    en: "Too many log-in attempts; try again in {seconds} seconds",
  },
  ACCESS_ROLE_NOT_ALLOWED: {
    kind: "forbidden",
    zh: "当前角色 {role} 无权执行此操作",
    en: "The role {role} may not do this",
  },
  ACCESS_MAKER_IS_CHECKER: {
    kind: "forbidden",
    zh: "经办与复核不能是同一人，请由他人复核",
    en: "Whoever made this cannot check it; ask a colleague",
  },
  ACCESS_OTHER_PARTY: {
    kind: "forbidden",
    zh: "该事项属于其他机构",
    en: "This belongs to another party",
  },
  ACCESS_PARTY_CODE_TAKEN: {
    kind: "conflict",
    zh: "机构代码 {code} 已被使用",
    en: "The party code {code} is taken",
  },
  ACCESS_PARTY_KIND_NOT_ALLOWED: {
    kind: "forbidden",
    zh: "本机构无权建立此类机构（{kind}）",
    en: "Your party may not make one of kind {kind}",
  },
  ACCESS_PARTY_NOT_FOUND: {
    kind: "notFound",
    zh: "没有代码为 {code} 的机构",
    en: "There is no party with the code {code}",
  },
  ACCESS_NAME_TAKEN: {
    kind: "conflict",
    zh: "本机构已有名为 {name} 的用户",
    en: "Your party already has a person named {name}",
  },
  ACCESS_PERSON_NOT_FOUND: {
    kind: "notFound",
    zh: "本机构没有该用户：{id}",
    en: "Your party has no such person: {id}",
  },
  ACCESS_OWN_ACCOUNT: {
    kind: "conflict",
    zh: "不能变更、停用或重置本人账户，请由另一位管理员办理",
    en: "Nobody changes, suspends or resets the own account; ask another administrator",
  },
  ACCESS_ROLE_OF_KIND: {
    kind: "badInput",
    zh: "此类机构（{kind}）没有角色 {role}",
    en: "A party of kind {kind} has no role {role}",
  },
  ACCESS_PASSWORD_TOO_SHORT: {
    kind: "badInput",
    zh: "密码至少需要 {minimum} 个字符",
    en: "A password has at least {minimum} characters",
  },
});
