import { Link } from "@tanstack/react-router";
import type { Task } from "../../api/types.ts";
import { type Phrase, usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/states.tsx";
import { taskText } from "./task-text.ts";
import { text } from "./text.ts";

interface TaskPanelProps {
  readonly title: string;
  readonly note?: string;
  readonly tasks: readonly Task[];
  /** The day on which the list was loaded. */
  readonly today: string;
  readonly nothing: { readonly title: string; readonly next?: string };
}

/** Tasks as lines that lead to the page where each is done. */
export function TaskPanel({ title, note, tasks, today, nothing }: TaskPanelProps) {
  return (
    <Panel title={title} {...(note === undefined ? {} : { note })}>
      {tasks.length === 0 ? (
        <Nothing {...nothing} />
      ) : (
        <ul className="task-list">
          {tasks.map((task) => (
            <TaskLine
              key={`${task.kind} ${task.href} ${JSON.stringify(task.parameters)}`}
              task={task}
              today={today}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function TaskLine({ task, today }: { readonly task: Task; readonly today: string }) {
  const t = useText(text);
  const phrase = usePhrase();
  const isOverdue = task.dueOn !== null && task.dueOn < today;
  return (
    <li className="task-list__line">
      <Link to={task.href} className="task-list__link">
        {fill(phrase(taskText[task.kind] ?? unknownKind(task.kind)), task.parameters)}
      </Link>
      {task.dueOn !== null && (
        <span className={isOverdue ? "task-list__due task-list__due--over" : "task-list__due"}>
          {t(isOverdue ? "overdue" : "due", { day: task.dueOn })}
        </span>
      )}
    </li>
  );
}

/** A kind without a sentence is shown as it is: a task must not vanish because its words are missing. */
function unknownKind(kind: string): Phrase {
  return { zh: kind, en: kind };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
