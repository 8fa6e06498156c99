import { z } from "zod";

export const taskSchema = z
  .object({
    /** Code of the sentence, in the web app's catalogue. */
    kind: z.string(),
    parameters: z.record(z.string(), z.string()),
    /** Address of the page where it is done. */
    href: z.string(),
    dueOn: z.string().nullable(),
  })
  .meta({ id: "Task" });

export const taskListSchema = z.object({ items: z.array(taskSchema) }).meta({ id: "TaskList" });
