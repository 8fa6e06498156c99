import { defineFaults } from "#kernel";

/** What can go wrong with work that the server does for a person. */
export const jobsFaults = defineFaults({
  JOBS_JOB_NOT_FOUND: {
    kind: "notFound",
    zh: "没有任务 {id}",
    en: "There is no job {id}",
  },
  JOBS_EVALUATION_NOT_FOUND: {
    kind: "notFound",
    zh: "没有评价 {id}",
    en: "There is no evaluation {id}",
  },
  JOBS_EVALUATION_NOT_READY: {
    kind: "conflict",
    zh: "评价 {id} 尚无结果（状态：{state}）",
    en: "The evaluation {id} has no result (state: {state})",
  },
  JOBS_ENTERPRISE_NOT_FOUND: {
    kind: "notFound",
    zh: "评价 {id} 中没有企业 {enterprise}",
    en: "The evaluation {id} has no enterprise {enterprise}",
  },
  JOBS_EVIDENCE_NOT_FOUND: {
    kind: "notFound",
    zh: "评价 {id} 中没有企业 {enterprise} 的证据包",
    en: "The evaluation {id} has no evidence bundle of enterprise {enterprise}",
  },
  JOBS_UPLOAD_NOT_FOUND: {
    kind: "notFound",
    zh: "没有上传 {id}",
    en: "There is no upload {id}",
  },
  JOBS_UPLOAD_EMPTY: {
    kind: "badInput",
    zh: "上传 {id} 中没有文件",
    en: "The upload {id} has no file",
  },
  JOBS_UPLOAD_USED: {
    kind: "conflict",
    zh: "上传 {id} 已用于评价 {evaluation}",
    en: "The upload {id} was used by the evaluation {evaluation}",
  },
  JOBS_UPLOAD_TOO_LARGE: {
    kind: "badInput",
    zh: "上传超过上限 {bytes} 字节",
    en: "The upload is larger than {bytes} bytes",
  },
  JOBS_UPLOAD_TOO_MANY_FILES: {
    kind: "badInput",
    zh: "一次上传最多 {files} 个文件",
    en: "An upload has at most {files} files",
  },
  JOBS_DATASET_OF_OTHERS: {
    kind: "forbidden",
    zh: "数据集 {dataset} 由其他机构首次导入；请为自己的数据另取名称，或先登记其中的企业并取得授权",
    en: "The data set {dataset} was first imported by another party; give your data another name, or register its enterprises and obtain their consent first",
  },
  JOBS_DATASET_NOT_IMPORTED: {
    kind: "notFound",
    zh: "还没有导入过数据集 {dataset}",
    en: "Nothing was imported into the data set {dataset} yet",
  },
  JOBS_DATASET_REAL: {
    kind: "conflict",
    zh: "数据集 {dataset} 中是真实数据，不能导入声明为模拟的文件",
    en: "The data set {dataset} holds real data; files that say they are simulated cannot join it",
  },
  JOBS_DATASET_SIMULATED: {
    kind: "conflict",
    zh: "数据集 {dataset} 已用于模拟数据；请为真实数据另取名称",
    en: "The data set {dataset} holds simulated data; give real data another name",
  },
  JOBS_CANCELLED: {
    kind: "conflict",
    zh: "任务已取消",
    en: "The job was cancelled",
  },
  JOBS_INTERRUPTED: {
    kind: "unavailable",
    zh: "服务停止时任务尚未完成，请重新开始",
    en: "The server stopped before the job was done; start it again",
  },
  JOBS_FAILED: {
    kind: "internal",
    zh: "任务失败，原因见服务日志（任务 {id}）",
    en: "The job failed; the server's log says why (job {id})",
  },
  JOBS_KEY_REUSED: {
    kind: "conflict",
    zh: "幂等键 {key} 已用于另一个请求",
    en: "The idempotency key {key} was used for another request",
  },
  JOBS_KEY_IN_PROGRESS: {
    kind: "conflict",
    zh: "幂等键 {key} 的请求仍在处理",
    en: "The request with the idempotency key {key} is still being worked on",
  },
});
