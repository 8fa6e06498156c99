import { z } from "zod";
import { daySchema, fenSchema } from "./field.schema.ts";
import { knownFrame } from "./profile.schema.ts";

const evidenceSchema = z.enum(["device", "gateway", "manual"]);
const formSchema = z.enum(["raw", "wip", "finished"]);
const fromFormSchema = z.enum(["outside", "raw", "wip", "finished"]);

export const twinSchema = z
  .object({
    ...knownFrame,
    day: daySchema,
    machines: z.array(
      z.object({
        asset: z.string(),
        kind: z.enum(["machine", "electricityMeter", "gasMeter", "waterMeter", "heatMeter"]),
        name: z.string(),
        workCentre: z.string(),
        ratedWatt: z.number().nullable(),
        idealCycleMs: z.number().nullable(),
        inServiceOn: daySchema.nullable(),
        state: z.enum(["running", "idle", "alarm", "off", "unknown"]),
        runMinutes: z.number(),
        idleMinutes: z.number(),
        alarmMinutes: z.number(),
        knownMinutes: z.number(),
        goodCount: z.number(),
        energyWh: z.number().nullable(),
        evidence: evidenceSchema.nullable(),
        lastSeenOn: daySchema.nullable(),
        runMinutesSinceService: z.number(),
        grossFen: fenSchema.nullable(),
        netFen: fenSchema.nullable(),
        encumbrance: z.string(),
        pledgedTo: z.array(z.string()),
      }),
    ),
    goods: z.array(
      z.object({
        form: formSchema,
        item: z.string(),
        place: z.string(),
        quantityMilli: z.number(),
        valueFen: fenSchema.nullable(),
        basis: z.enum(["counted", "carried"]),
        countedOn: daySchema.nullable(),
        spacePpm: z.int().nullable(),
      }),
    ),
    conversions: z.array(
      z.object({
        day: daySchema,
        kind: z.enum(["received", "issued", "produced", "delivered", "returned"]),
        item: z.string(),
        quantityMilli: z.number(),
        valueFen: fenSchema.nullable(),
        fromForm: fromFormSchema,
        toForm: fromFormSchema,
        number: z.string(),
        place: z.string(),
      }),
    ),
    machineNetFen: fenSchema,
    goodsFen: fenSchema,
    encumberedFen: fenSchema,
  })
  .meta({ id: "EnterpriseTwin" });

const machineDaySchema = z.object({
  day: daySchema,
  runMinutes: z.number(),
  idleMinutes: z.number(),
  alarmMinutes: z.number(),
  offMinutes: z.number(),
  unknownMinutes: z.number(),
  goodCount: z.number(),
  scrapCount: z.number(),
  evidence: evidenceSchema,
});

export const streamsSchema = z
  .object({
    ...knownFrame,
    from: daySchema,
    to: daySchema,
    /** The machine timeline: days without a row are left out. */
    machines: z.array(
      z.object({
        asset: z.string(),
        name: z.string(),
        workCentre: z.string(),
        days: z.array(machineDaySchema),
      }),
    ),
    load: z.object({
      /** Site electricity by day; the night part (22:00–06:00) where the meter tells it. */
      days: z.array(
        z.object({
          day: daySchema,
          wattHours: z.number(),
          nightWattHours: z.number().nullable(),
          peakWatt: z.number().nullable(),
          /** Same lunar offset of the year before; null where it is not known. */
          lastYearWattHours: z.number().nullable(),
        }),
      ),
      /** Average watt-hours of each hour of the day, 24 elements; null where readings are by day alone. */
      hours: z.array(z.number()).length(24).nullable(),
    }),
    cash: z.array(
      z.object({ day: daySchema, inFen: fenSchema, outFen: fenSchema, balanceFen: fenSchema.nullable() }),
    ),
    orders: z.array(
      z.object({
        day: daySchema,
        placed: z.int(),
        placedFen: fenSchema,
        due: z.int(),
        dueFen: fenSchema,
        delivered: z.int(),
        invoicedFen: fenSchema,
      }),
    ),
  })
  .meta({ id: "EnterpriseStreams" });
