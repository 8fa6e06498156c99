import type { Catalogue } from "../../i18n/language.tsx";

/** The sentence of each kind of task; an area whose work waits for a person adds its kinds here. */
export const taskText: Catalogue = {};
