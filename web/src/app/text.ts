import type { Catalogue } from "../i18n/language.tsx";

export const text = {
  brand: { zh: "试金石", en: "Touchstone" },
  tour: { zh: "模拟试点", en: "Simulated pilot" },
  skip: { zh: "跳到正文", en: "Skip to content" },
  navigation: { zh: "主导航", en: "Main navigation" },
  more: { zh: "更多", en: "More" },
  toEnterprises: { zh: "打开企业列表", en: "Open the enterprise list" },
  switchLanguage: { zh: "English", en: "中文" },
  switchLanguageTitle: { zh: "切换为英文界面", en: "Switch to Chinese" },
  dark: { zh: "切换为深色", en: "Switch to dark" },
  light: { zh: "切换为浅色", en: "Switch to light" },
  password: { zh: "设置密码", en: "Set password" },
  logOut: { zh: "退出登录", en: "Log out" },
  user: { zh: "当前用户", en: "Signed in as" },
  runningJob: { zh: "任务进行中", en: "Run in progress" },
  evaluation: { zh: "评价", en: "Evaluation" },
  chooseEvaluation: { zh: "选择一次评价", en: "Choose an evaluation" },
  leftOut: {
    zh: "{withoutBasis} 家企业没有授信评价依据，未参与评价；{restricted} 家企业部分数据未获授权，按缺失处理。",
    en: "{withoutBasis} enterprises have no basis for a credit evaluation and were left out; of {restricted} some data may not be read and counts as missing.",
  },
  asOf: { zh: "数据截至", en: "Data as of" },
  finished: { zh: "完成于", en: "finished" },
  latest: { zh: "最新", en: "latest" },
  newer: {
    zh: "这个数据集已有更新的评价结果（{at} 完成）。",
    en: "There is a newer evaluation of this data set (finished {at}).",
  },
  openNewer: { zh: "查看最新结果", en: "Open the newest" },
  stale: {
    zh: "服务器暂时无法连接，以下为 {at} 取得的数据。",
    en: "The server cannot be reached; what you see was loaded at {at}.",
  },
  retry: { zh: "重新获取", en: "Try again" },
  disclaimer: {
    zh: "风险评价结果，仅供本行授信决策",
    en: "Risk evaluation result, for this bank's own credit decision only",
  },
  disclaimerNote: {
    zh: "不涉及征信模型，不含个人信用信息。",
    en: "No credit-bureau model and no personal credit data are involved.",
  },
  unknownPage: { zh: "没有这个页面", en: "There is no such page" },
  unknownPageNext: {
    zh: "地址可能已失效。可以从企业列表重新进入。",
    en: "The address may be out of date. Start again from the enterprise list.",
  },
  preparing: { zh: "正在准备模拟样本", en: "The simulated sample is being prepared" },
  preparingNext: {
    zh: "首次启动会采集、存证并评价一批模拟企业，通常几秒完成，本页会自动打开。",
    en: "On the first start a batch of simulated enterprises is collected, sealed and evaluated. It takes a few seconds; this page opens by itself.",
  },
  evaluating: { zh: "评价正在进行", en: "The evaluation is running" },
  evaluatingNext: { zh: "完成后本页会自动打开。", en: "This page opens by itself when it is done." },
  watchRun: { zh: "查看任务进度", en: "Watch the run" },
  noEvaluation: { zh: "还没有评价结果", en: "There is no evaluation yet" },
  noEvaluationNext: {
    zh: "上传发票文件，运行第一次评价。",
    en: "Upload invoice files and run the first evaluation.",
  },
  newRun: { zh: "新建评价", en: "New evaluation" },
  notFinished: { zh: "这次评价没有结果", en: "This evaluation has no result" },
  notFinishedNext: {
    zh: "任务未成功完成。可在评价任务中查看原因，或打开最新结果。",
    en: "The run did not succeed. See why under Runs, or open the newest result.",
  },
} as const satisfies Catalogue;
