import type { Catalogue } from "../../i18n/language.tsx";

export const text = {
  title: { zh: "工作台", en: "Start" },
  greeting: { zh: "{name}，{party}", en: "{name}, {party}" },
  tasks: { zh: "我的待办", en: "Waiting for me" },
  tasksNote: {
    zh: "先到期的在前；在相应页面办理后自动消失。",
    en: "What is due first comes first; a line goes away when it is done on its page.",
  },
  noTasks: { zh: "没有待办", en: "Nothing waits for you" },
  noTasksNext: {
    zh: "需要您处理的复核、预警和申报会出现在这里。",
    en: "Checks, alerts and claims that need you will appear here.",
  },
  due: { zh: "{day} 到期", en: "due {day}" },
  overdue: { zh: "已逾期，{day} 到期", en: "overdue, was due {day}" },
  alerts: { zh: "我的预警", en: "My alerts" },
  noAlerts: { zh: "没有待处理的预警", en: "No alert waits for you" },
  recent: { zh: "昨日以来", en: "Since yesterday" },
  recentNote: { zh: "昨天零点以来完成的任务", en: "Runs that ended since the beginning of yesterday" },
  noRecent: { zh: "昨日以来没有新的结果", en: "Nothing new since yesterday" },
} as const satisfies Catalogue;
