import type { ComponentType } from "react";
import type { Phrase } from "../i18n/language.tsx";
import { customersNavigation } from "./customers-navigation.ts";
import {
  AlertIcon,
  BellIcon,
  BuildingIcon,
  ChartIcon,
  ConsentIcon,
  EyeIcon,
  FileIcon,
  HomeIcon,
  LoanIcon,
  PeopleIcon,
  RunIcon,
  ScalesIcon,
  SealIcon,
  TrailIcon,
} from "../parts/icons.tsx";

/** A page in the navigation. */
export interface NavigationEntry {
  /** `{evaluation}` stands for the evaluation that is shown, or `latest`. */
  readonly path: string;
  readonly label: Phrase;
  readonly icon: ComponentType;
  /** Shown to those whom the policies allow this action. */
  readonly action: string;
  /** Shown at the bottom of a phone's screen; the first four that the reader may open are. */
  readonly isOnPhone?: boolean;
}

export interface NavigationGroup {
  readonly label: Phrase | null;
  readonly entries: readonly NavigationEntry[];
}

/** Everything that can be opened, in the order in which a bank works; each area adds its lines here. */
export const navigation: readonly NavigationGroup[] = [
  {
    label: null,
    entries: [
      {
        path: "/start",
        label: { zh: "工作台", en: "Start" },
        icon: HomeIcon,
        action: "task.read",
        isOnPhone: true,
      },
    ],
  },
  {
    label: { zh: "我的企业", en: "My enterprise" },
    entries: [
      {
        path: "/my/factory",
        label: { zh: "我的工厂", en: "My factory" },
        icon: RunIcon,
        action: "consent.give",
        isOnPhone: true,
      },
      {
        path: "/my",
        label: { zh: "我的数据", en: "My data" },
        icon: HomeIcon,
        action: "consent.give",
        isOnPhone: true,
      },
      {
        path: "/my/consents",
        label: { zh: "我的授权", en: "My consents" },
        icon: ConsentIcon,
        action: "consent.give",
        isOnPhone: true,
      },
      {
        path: "/my/visibility",
        label: { zh: "让银行看到我", en: "Being seen" },
        icon: EyeIcon,
        action: "consent.give",
      },
      {
        path: "/my/loans",
        label: { zh: "我的贷款", en: "My loans" },
        icon: LoanIcon,
        action: "consent.give",
        isOnPhone: true,
      },
      {
        path: "/my/reads",
        label: { zh: "读取记录", en: "Reads" },
        icon: EyeIcon,
        action: "consent.give",
        isOnPhone: true,
      },
      {
        path: "/my/objections",
        label: { zh: "我的异议", en: "Objections" },
        icon: ScalesIcon,
        action: "objection.file",
        isOnPhone: true,
      },
    ],
  },
  {
    label: { zh: "企业", en: "Enterprises" },
    entries: [
      {
        path: "/register",
        label: { zh: "企业登记", en: "Register" },
        icon: PeopleIcon,
        action: "enterprise.register",
      },
      {
        path: "/consents",
        label: { zh: "授权管理", en: "Consents" },
        icon: ConsentIcon,
        action: "consent.confirm",
      },
      {
        path: "/objections",
        label: { zh: "异议处理", en: "Objections" },
        icon: ScalesIcon,
        action: "objection.answer",
      },
      {
        path: "/evaluations/{evaluation}/enterprises",
        label: { zh: "企业列表", en: "Enterprises" },
        icon: BuildingIcon,
        action: "evaluation.read",
        isOnPhone: true,
      },
      {
        path: "/evaluations/{evaluation}/portfolio",
        label: { zh: "组合与模型", en: "Portfolio" },
        icon: ChartIcon,
        action: "evaluation.read",
      },
      {
        path: "/indices",
        label: { zh: "行业指数", en: "Indices" },
        icon: ChartIcon,
        action: "reference.read",
      },
      {
        path: "/due-diligence",
        label: { zh: "尽调报告", en: "Due diligence" },
        icon: TrailIcon,
        action: "document.read",
      },
      {
        path: "/runs",
        label: { zh: "评价任务", en: "Runs" },
        icon: RunIcon,
        action: "job.read",
      },
    ],
  },
  customersNavigation,
  {
    label: { zh: "贷款", en: "Loans" },
    entries: [
      {
        path: "/loan-book/loans",
        label: { zh: "借据台账", en: "Loans" },
        icon: TrailIcon,
        action: "loanBook.read",
        isOnPhone: true,
      },
      {
        path: "/loan-book/deliveries",
        label: { zh: "每日文件", en: "Daily files" },
        icon: RunIcon,
        action: "loanBook.read",
      },
      {
        path: "/loan-book/classes",
        label: { zh: "分类认定", en: "Classification" },
        icon: SealIcon,
        action: "loanBook.read",
      },
      {
        path: "/loan-book/quality",
        label: { zh: "迁徙与不良", en: "Migration and NPL" },
        icon: ChartIcon,
        action: "loanBook.read",
      },
      {
        path: "/lending/applications",
        label: { zh: "贷款申请", en: "Applications" },
        icon: FileIcon,
        action: "lending.ledger",
      },
      {
        path: "/lending/contracts",
        label: { zh: "合同与放款", en: "Contracts" },
        icon: SealIcon,
        action: "lending.ledger",
      },
      {
        path: "/lending/loans",
        label: { zh: "自营贷款", en: "Own loans" },
        icon: LoanIcon,
        action: "lending.ledger",
      },
      {
        path: "/lending/day-close",
        label: { zh: "日终", en: "Day close" },
        icon: RunIcon,
        action: "lending.ledger",
      },
      {
        path: "/lending/ledger",
        label: { zh: "总账", en: "Ledger" },
        icon: ScalesIcon,
        action: "lending.ledger",
      },
    ],
  },
  {
    label: { zh: "风险预警", en: "Early warning" },
    entries: [
      {
        path: "/watch/alerts",
        label: { zh: "预警", en: "Alerts" },
        icon: AlertIcon,
        action: "watch.read",
        isOnPhone: true,
      },
      {
        path: "/watch/list",
        label: { zh: "关注名单", en: "Watch list" },
        icon: EyeIcon,
        action: "watch.read",
      },
      {
        path: "/watch/digest",
        label: { zh: "周报", en: "Weekly digest" },
        icon: TrailIcon,
        action: "watch.read",
      },
      {
        path: "/watch/rules",
        label: { zh: "规则与参数", en: "Rules" },
        icon: ChartIcon,
        action: "watch.read",
      },
      {
        path: "/watch/channels",
        label: { zh: "通知渠道", en: "Channels" },
        icon: BellIcon,
        action: "watch.channel",
      },
    ],
  },
  {
    label: { zh: "风险补偿", en: "Compensation" },
    entries: [
      {
        path: "/fund/claims",
        label: { zh: "补偿申请", en: "Claims" },
        icon: RunIcon,
        action: "fund.read",
        isOnPhone: true,
      },
      {
        path: "/fund/enrolments",
        label: { zh: "项目入库", en: "Enrolments" },
        icon: BuildingIcon,
        action: "fund.read",
      },
      {
        path: "/fund/programmes",
        label: { zh: "补偿项目", en: "Programmes" },
        icon: SealIcon,
        action: "fund.read",
      },
      {
        path: "/fund/pool",
        label: { zh: "资金池", en: "Fund pool" },
        icon: ChartIcon,
        action: "fund.pool.read",
      },
    ],
  },
  {
    label: { zh: "采集与数据", en: "Data" },
    entries: [
      {
        path: "/devices",
        label: { zh: "设备与采集器", en: "Devices" },
        icon: ChartIcon,
        action: "device.read",
        isOnPhone: true,
      },
      {
        path: "/intake",
        label: { zh: "数据接入", en: "Intake" },
        icon: RunIcon,
        action: "intake.read",
        isOnPhone: true,
      },
      {
        path: "/industries",
        label: { zh: "行业模板", en: "Industries" },
        icon: BuildingIcon,
        action: "device.read",
      },
      { path: "/imports", label: { zh: "导入", en: "Imports" }, icon: FileIcon, action: "import.read" },
      {
        path: "/datasets",
        label: { zh: "数据集", en: "Data sets" },
        icon: ChartIcon,
        action: "import.read",
      },
    ],
  },
  {
    label: { zh: "模型", en: "Models" },
    entries: [
      {
        path: "/scorecards",
        label: { zh: "评分卡", en: "Scorecards" },
        icon: ChartIcon,
        action: "scorecard.read",
      },
      {
        path: "/expert-cards",
        label: { zh: "专家评分卡", en: "Expert cards" },
        icon: ScalesIcon,
        action: "expertCard.read",
      },
      {
        path: "/registries",
        label: { zh: "三类登记", en: "Registries" },
        icon: TrailIcon,
        action: "scorecard.read",
      },
      { path: "/shadow", label: { zh: "影子对比", en: "Shadow" }, icon: EyeIcon, action: "shadow.read" },
    ],
  },
  {
    label: { zh: "机构", en: "Parties" },
    entries: [
      {
        path: "/parties",
        label: { zh: "机构", en: "Parties" },
        icon: BuildingIcon,
        action: "party.create",
      },
      { path: "/people", label: { zh: "人员", en: "People" }, icon: PeopleIcon, action: "person.read" },
    ],
  },
  {
    label: { zh: "存证", en: "Evidence" },
    entries: [
      {
        path: "/evaluations/{evaluation}/data",
        label: { zh: "数据与存证", en: "Data" },
        icon: SealIcon,
        action: "evaluation.read",
      },
      {
        path: "/log",
        label: { zh: "存证与见证", en: "Log and witnesses" },
        icon: SealIcon,
        action: "task.read",
      },
      {
        path: "/verify",
        label: { zh: "核验证据", en: "Verify evidence" },
        icon: EyeIcon,
        action: "reference.read",
      },
      { path: "/audit", label: { zh: "审计记录", en: "Audit trail" }, icon: TrailIcon, action: "audit.read" },
    ],
  },
];
