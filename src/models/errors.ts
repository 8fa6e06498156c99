import { defineFaults } from "#kernel";

/** Faults of the register of models. */
export const modelsFaults = defineFaults({
  MODELS_CARD_NOT_FOUND: {
    kind: "notFound",
    zh: "没有这张专家评分卡：{id}",
    en: "there is no expert card {id}",
  },
  MODELS_CARD_STATE: {
    kind: "conflict",
    zh: "专家评分卡第 {version} 版现为{state}，不能{step}",
    en: "expert card version {version} is {state}: it cannot be {step}",
  },
  MODELS_NOT_A_MEMBER: {
    kind: "forbidden",
    zh: "{name} 不是这张评分卡的评审委员",
    en: "{name} is not a member of this card's committee",
  },
  MODELS_CARD_CHANGED: {
    kind: "conflict",
    zh: "评分卡在您打开之后有变化：您看到的内容指纹是 {expected}，现在是 {found}；请重新查看后签署",
    en: "the card changed since you opened it: you saw {expected}, it is now {found}; look at it again and sign",
  },
  MODELS_CARD_INPUT: {
    kind: "badInput",
    zh: "专家评分卡不合法：{problem}",
    en: "the expert card is not valid: {problem}",
  },
  MODELS_PROJECT_NOT_FOUND: {
    kind: "notFound",
    zh: "没有建模项目 {id}",
    en: "there is no modelling project {id}",
  },
  MODELS_PLAN_CHANGED: {
    kind: "conflict",
    zh: "建模方案在您打开之后有变化：您从第 {expected} 次修订开始改，现在是第 {found} 次；请重新打开后再改",
    en: "the plan changed since you opened it: you started from revision {expected}, it is now at {found}; open it again",
  },
  MODELS_REVISION_NOT_FOUND: {
    kind: "notFound",
    zh: "建模方案没有第 {revision} 次修订",
    en: "the plan has no revision {revision}",
  },
  MODELS_SOURCE_INPUT: {
    kind: "badInput",
    zh: "不能用这份数据建模：{problem}",
    en: "these data cannot be developed on: {problem}",
  },
  MODELS_STEP_NOT_RUN: {
    kind: "conflict",
    zh: "“{step}”一步在当前方案下还没有结果，请先运行",
    en: "the step {step} has no result under the plan as it stands; run it first",
  },
  MODELS_STEP_CHANGED: {
    kind: "conflict",
    zh: "“{step}”一步的结果在您查看之后有变化：您看到的指纹是 {expected}，现在是 {found}；请重新查看后签署",
    en: "the result of the step {step} changed since you looked at it: you saw {expected}, it is now {found}; look again and sign",
  },
  MODELS_STEP_SIGNED: {
    kind: "conflict",
    zh: "“{step}”一步的结果已经签署",
    en: "the result of the step {step} is signed already",
  },
  MODELS_STEP_NOT_SIGNED: {
    kind: "conflict",
    zh: "八步都签署之后才能形成模型版本；“{step}”一步还没有签署",
    en: "a version needs all eight steps signed; the step {step} is not",
  },
  MODELS_STEP_RUNNING: {
    kind: "conflict",
    zh: "这个建模项目正在运行（任务 {job}），请等它结束",
    en: "this project is running (job {job}); wait until it ends",
  },
  MODELS_VERSION_NOT_FOUND: {
    kind: "notFound",
    zh: "没有评分卡版本 {id}",
    en: "there is no scorecard version {id}",
  },
  MODELS_VERSION_STATE: {
    kind: "conflict",
    zh: "评分卡第 {version} 版现为{state}，不能转为{to}",
    en: "scorecard version {version} is {state}: it cannot become {to}",
  },
  MODELS_FINDINGS_MISSING: {
    kind: "badInput",
    zh: "验证结论必须写明所见所判",
    en: "a validation needs its findings in words",
  },
  MODELS_VERSION_ALTERED: {
    kind: "conflict",
    zh: "评分卡第 {version} 版的 {part} 与签署时不符：应为 {expected}，实为 {found}；在查清之前不得使用",
    en: "of scorecard version {version}, {part} is not what was signed: expected {expected}, found {found}; it is not used",
  },
  MODELS_STEP_ALTERED: {
    kind: "conflict",
    zh: "“{step}”一步存储的结果与其指纹不符：应为 {expected}，实为 {found}",
    en: "the stored result of the step {step} is not what the step left: expected {expected}, found {found}",
  },
  MODELS_EXPORT_NOT_FOUND: {
    kind: "notFound",
    zh: "评分卡第 {version} 版没有 {format} 格式的文件",
    en: "scorecard version {version} has no file of the format {format}",
  },
});
