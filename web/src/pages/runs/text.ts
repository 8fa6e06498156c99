import type { Catalogue } from "../../i18n/language.tsx";

export const text = {
  title: { zh: "评价任务", en: "Runs" },
  newRun: { zh: "新建评价", en: "New evaluation" },
  newRunNote: {
    zh: "拖入发票等数据文件，系统自动识别版式；无关文件会列为忽略",
    en: "Drop invoice and other data files; layouts are recognised, files that are not data are listed as ignored",
  },
  drop: { zh: "把文件拖到这里，或点击选择", en: "Drop files here, or click to choose" },
  dropNote: { zh: ".csv、.csv.gz；UTF-8 或 GBK", en: ".csv, .csv.gz; UTF-8 or GBK" },
  chosen: { zh: "已选 {count} 个文件，共 {size}", en: "{count} files, {size} in all" },
  remove: { zh: "移除 {name}", en: "Remove {name}" },
  dataset: { zh: "数据集名称", en: "Name of the data set" },
  datasetNote: { zh: "文字、数字、点、连字符或下划线", en: "letters, digits, dot, hyphen, underscore" },
  budget: { zh: "授信总额（万元，可不填）", en: "Budget (CNY 10k, optional)" },
  budgetWrong: { zh: "请填写金额，例如 10000", en: "Enter an amount, for example 10000" },
  datasetWrong: {
    zh: "名称以文字或数字开头，最长 64 字",
    en: "Start with a letter or digit, at most 64 characters",
  },
  start: { zh: "开始评价", en: "Start" },
  uploading: { zh: "正在上传 {file}", en: "Uploading {file}" },
  cancel: { zh: "取消", en: "Cancel" },
  cancelling: { zh: "正在取消…", en: "Cancelling…" },
  all: { zh: "全部任务", en: "All runs" },
  allNote: {
    zh: "关闭页面不影响任务；回来可继续查看",
    en: "Closing the page does not stop a run; come back to watch it",
  },
  none: { zh: "还没有任务", en: "No runs yet" },
  noneNext: { zh: "选择文件，开始第一次评价。", en: "Choose files and start the first evaluation." },
  started: { zh: "开始", en: "Started" },
  state: { zh: "状态", en: "State" },
  took: { zh: "用时", en: "Took" },
  enterprises: { zh: "企业", en: "Enterprises" },
  granted: { zh: "授信", en: "Granted" },
  amount: { zh: "额度（{unit}）", en: "Amount ({unit})" },
  auc: { zh: "AUC", en: "AUC" },
  open: { zh: "查看结果", en: "Open the result" },
  watch: { zh: "查看进度", en: "Watch" },
  why: { zh: "查看原因", en: "See why" },
  queued: { zh: "排队中", en: "Queued" },
  running: { zh: "进行中", en: "Running" },
  succeeded: { zh: "已完成", en: "Done" },
  failed: { zh: "失败", en: "Failed" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  interrupted: { zh: "已中断", en: "Interrupted" },
  back: { zh: "全部任务", en: "All runs" },
  runOf: { zh: "评价任务", en: "Evaluation run" },
  sampleRun: { zh: "模拟样本", en: "Simulated sample" },
  steps: { zh: "步骤", en: "Steps" },
  progress: { zh: "进度", en: "Progress" },
  result: { zh: "结果", en: "Result" },
  waiting: { zh: "等待开始", en: "Waiting to start" },
  doneOf: { zh: "{done} / {total} {unit}", en: "{done} / {total} {unit}" },
  left: { zh: "还剩 {left} {unit}", en: "{left} {unit} left" },
  doneSoFar: { zh: "已完成 {done} {unit}", en: "{done} {unit} done" },
  elapsed: { zh: "已用时", en: "Elapsed" },
  attempt: { zh: "第 {attempt} 次尝试", en: "Attempt {attempt}" },
  toResult: { zh: "打开结果", en: "Open the result" },
  finishedNote: { zh: "评价已完成。", en: "The evaluation is done." },
  cancelledNote: {
    zh: "任务已取消，没有生成结果。已收到并存证的数据仍然保留。",
    en: "It was cancelled and there is no result. What was received and sealed stays.",
  },
  interruptedNote: {
    zh: "服务器在任务完成前停止。请重新开始评价。",
    en: "The server stopped before it was done. Start it again.",
  },
  failedNote: { zh: "请按下面的说明改正后重新开始。", en: "Correct what is said below, then start again." },
  again: { zh: "重新开始一次", en: "Start another" },
  simulated: { zh: "模拟数据", en: "Simulated data" },
} as const satisfies Catalogue;

export const stepNames: Catalogue = {
  simulate: { zh: "生成模拟样本", en: "Making the simulated sample" },
  import: { zh: "读入并存证", en: "Reading and sealing" },
  read: { zh: "读取文件", en: "Reading files" },
  seal: { zh: "存证", en: "Sealing" },
  store: { zh: "入库", en: "Storing" },
  indicators: { zh: "计算指标", en: "Computing indicators" },
  scorecard: { zh: "开发评分卡", en: "Developing the scorecard" },
  develop: { zh: "开发评分卡", en: "Developing the scorecard" },
  crossValidate: { zh: "交叉验证", en: "Cross-validating" },
  score: { zh: "评分", en: "Scoring" },
  decide: { zh: "授信决策与求解", en: "Deciding and solving" },
  sealResults: { zh: "结果存证", en: "Sealing the results" },
  evidence: { zh: "生成证据包", en: "Making evidence bundles" },
  report: { zh: "生成报告", en: "Writing the report" },
  save: { zh: "保存结果", en: "Saving the result" },
  other: { zh: "处理中", en: "Working" },
};

/** The steps of an evaluation in their order; the sample is simulated first. */
export const stepOrder = [
  "simulate",
  "import",
  "indicators",
  "crossValidate",
  "decide",
  "sealResults",
] as const;

/** What a step works on where that is no file: which data a validation runs on. */
export const subjectNames: Catalogue = {
  asOf: { zh: "全部数据", en: "all data" },
  asOf12m: { zh: "12 个月前的数据", en: "data of 12 months earlier" },
  withoutEndOfSeries: { zh: "不含期末类指标", en: "without end-of-series indicators" },
};

export const progressUnits: Catalogue = {
  rows: { zh: "行", en: "rows" },
  bytes: { zh: "字节", en: "bytes" },
  entries: { zh: "条", en: "entries" },
  enterprises: { zh: "家企业", en: "enterprises" },
  fits: { zh: "次拟合", en: "fits" },
  steps: { zh: "步", en: "steps" },
};
