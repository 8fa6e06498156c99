import { z } from "zod";
import { daySchema, messageSchema } from "./field.schema.ts";
import { knownFrame, profileQuerySchema } from "./profile.schema.ts";

export const todayQuerySchema = profileQuerySchema.omit({ asOf: true, knownAt: true });

/** A figure, or the reason why there is none. */
const ratioSchema = z.object({
  value: z.number().nullable(),
  missingReason: z.string().nullable(),
  missing: messageSchema.nullable(),
});

const figuresSchema = z.object({
  day: daySchema,
  machinesRun: z.int(),
  machinesKnown: z.int(),
  runMinutes: z.int(),
  idleMinutes: z.int(),
  alarmMinutes: z.int(),
  goodCount: z.int(),
  rejectCount: z.int(),
  scrapCount: z.int(),
  energyWh: z.int().nullable(),
  peakWatt: z.int().nullable(),
  energyPerUnit: ratioSchema,
  availability: ratioSchema,
  effectiveness: ratioSchema,
  quality: ratioSchema,
  oee: ratioSchema,
});

/** `asOf` is the newest day on which a machine or meter told anything; `before` the same weekday a week earlier. */
export const todaySchema = z
  .object({
    ...knownFrame,
    figures: figuresSchema.nullable(),
    before: figuresSchema.nullable(),
    lastObservedMs: z.int().nullable(),
    lastReceivedMs: z.int().nullable(),
  })
  .meta({ id: "FactoryToday" });
