import type { BusinessDay, MessageParameters } from "#kernel";
import type { Visitor } from "./sign-in.ts";

/** Something that waits for a person: shown on the start page, with the page where it is done. */
export interface Task {
  /** Code of the sentence, for example `loanClass.recognise`; the sentence stands in the web app's catalogue. */
  readonly kind: string;
  readonly parameters: MessageParameters;
  /** Address of the page where it is done. */
  readonly href: string;
  readonly dueOn: BusinessDay | null;
}

/** Where an area tells what waits for whom. */
export interface TaskSource {
  listTasks(visitor: Visitor): Promise<readonly Task[]>;
}
