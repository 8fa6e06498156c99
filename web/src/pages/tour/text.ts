import type { Catalogue, Phrase } from "../../i18n/language.tsx";

export const text = {
  title: { zh: "模拟试点", en: "The simulated pilot" },
  note: {
    zh: "一家模拟银行、一个平台、一只补偿基金和四十家企业，全部为虚构，与您本行的数据分开存放。下面沿着一家出险企业，从授权、设备、预警走到基金付款；每一站以当事人的身份打开。",
    en: "One simulated bank, one platform, one fund and forty enterprises. All of it is invented and kept apart from your own bank's data. Follow one borrower in trouble from its consent and its machines to the fund's payment; each station opens as the person who works there.",
  },
  preparing: { zh: "模拟试点正在准备", en: "The simulated pilot is being prepared" },
  preparingNext: {
    zh: "首次启动后约一分钟完成，本页会自动刷新。",
    en: "It takes about a minute after the first start; this page refreshes by itself.",
  },
  borrower: { zh: "出险企业：{name}", en: "The borrower in trouble: {name}" },
  stations: { zh: "跟随一家企业", en: "Follow one enterprise" },
  people: { zh: "以人物身份进入", en: "Enter as one of its people" },
  peopleNote: {
    zh: "进入后您当前的登录会结束。回到本页可以换人；回到管理员需要终端里新的一次性地址（按回车）。",
    en: "Your present session ends. Come back here to change; to be administrator again, take a new one-time address from the terminal (Enter).",
  },
  open: { zh: "以{person}身份打开", en: "Open as {person}" },
  enter: { zh: "进入", en: "Enter" },
  me: { zh: "当前身份", en: "You are here" },
  role: { zh: "人物", en: "Person" },
  does: { zh: "看什么", en: "What to see" },
} as const satisfies Catalogue;

/** The people of the pilot by key, and what each of them comes for. */
export const people: Readonly<Record<string, { readonly name: Phrase; readonly does: Phrase }>> = {
  owner: {
    name: { zh: "企业主", en: "the owner" },
    does: {
      zh: "授权、撤回、谁看过我的数据（手机页）",
      en: "consents, revocations, who read my data (phone pages)",
    },
  },
  accountManager: {
    name: { zh: "客户经理", en: "the account manager" },
    does: {
      zh: "企业登记、授权、导入、评价、尽调、申请",
      en: "register, consents, imports, evaluations, due diligence, applications",
    },
  },
  creditOfficer: {
    name: { zh: "审批人", en: "the credit officer" },
    does: { zh: "复核、审批、评分卡启用", en: "second checks, decisions, putting cards into force" },
  },
  riskOfficer: {
    name: { zh: "风险经理", en: "the risk officer" },
    does: {
      zh: "分类认定、迁徙与不良、影子对比、专家评分卡",
      en: "classification, migration and NPL, shadow comparison, expert cards",
    },
  },
  modelDeveloper: {
    name: { zh: "模型开发", en: "the model developer" },
    does: {
      zh: "评分卡建模：八步、分箱编辑、签署、版本",
      en: "scorecards: eight steps, binning, sign-off, versions",
    },
  },
  modelValidator: {
    name: { zh: "模型验证", en: "the model validator" },
    does: { zh: "评分卡验证、版本对比、模型卡", en: "validation, comparing versions, model cards" },
  },
  postLoanManager: {
    name: { zh: "贷后经理", en: "the post-loan manager" },
    does: { zh: "预警、关注名单、借据台账、日终", en: "alerts, watch list, loan book, day close" },
  },
  bankAdministrator: {
    name: { zh: "行内管理员", en: "the bank's administrator" },
    does: { zh: "人员、审计记录、通知渠道", en: "people, audit trail, channels" },
  },
  platformOperator: {
    name: { zh: "平台运营", en: "the platform's operator" },
    does: { zh: "企业登记与数据导入", en: "register and imports" },
  },
  fundClerk: {
    name: { zh: "基金经办", en: "the fund's clerk" },
    does: { zh: "项目、入库、补偿申请、资金池", en: "programmes, enrolments, claims, pool" },
  },
  fundChecker: {
    name: { zh: "基金复核", en: "the fund's checker" },
    does: { zh: "复核与批准付款", en: "checks and approves payments" },
  },
  regulator: {
    name: { zh: "监管审计", en: "the regulator's auditor" },
    does: { zh: "汇总数字与审计", en: "aggregates and audit" },
  },
};

export const stations = {
  consent: {
    zh: "授权：企业主看到谁、为何、读了什么，可随时撤回",
    en: "Consent: the owner sees who reads what and why, and can revoke",
  },
  machines: {
    zh: "设备、用电、发票：订单减少，开工与用电一起下降",
    en: "Machines, electricity, invoices: orders fall, and with them running hours and energy",
  },
  alert: {
    zh: "预警：与去年同农历日期相比，留下责任人与期限",
    en: "Early warning: against the same lunar days of last year, with owner and deadline",
  },
  report: { zh: "尽调报告：每个数字可追到来源", en: "Due-diligence report: each figure leads to its source" },
  loan: {
    zh: "借据：逾期、五级分类三人认定",
    en: "The loan: overdue days and a class that three people confirmed",
  },
  claim: {
    zh: "补偿申请：证据、算式、批准与付款",
    en: "The claim: evidence, arithmetic, approval and payment",
  },
  shadow: {
    zh: "影子对比：我们的结果与银行评级、实际结果",
    en: "Shadow comparison: our result beside the bank's rating and the outcome",
  },
  card: {
    zh: "专家评分卡：委员权重、签署与一致性",
    en: "The expert card: the committee's weights, signatures and agreement",
  },
} as const satisfies Catalogue;
