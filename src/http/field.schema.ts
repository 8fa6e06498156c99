import { z } from "zod";

/** The id in a route's address. */
export const idParamsSchema = z.object({ id: z.uuid() });

/** Money as decimal text of fen, negative where the field allows a debt. */
export const fenSchema = z.string().regex(/^-?\d{1,30}$/);

/** Money as somebody enters it: decimal text of fen, not negative. */
export const unsignedFenSchema = z.string().regex(/^\d{1,20}$/);

/** A business day, `YYYY-MM-DD`, that the calendar knows. */
export const daySchema = z.iso.date();

/** A sentence in both languages. */
export const messageSchema = z.object({ zh: z.string(), en: z.string() });
