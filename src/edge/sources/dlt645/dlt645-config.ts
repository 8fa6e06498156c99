import { z } from "zod";
import { channelMapSchema } from "../../channel-map.ts";
import { namedIdentifiers, quantityOf } from "./data-identifier.ts";

const tcpLine = z.strictObject({
  kind: z.literal("tcp"),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
});

/** 8 data bits and 1 stop bit are the standard's; 2400 baud and even parity are its defaults. */
const serialLine = z.strictObject({
  kind: z.literal("serial"),
  path: z.string().min(1),
  baudRate: z.literal([600, 1200, 2400, 4800, 9600, 19_200, 115_200]).default(2400),
  parity: z.enum(["even", "none", "odd"]).default("even"),
});

const channel = channelMapSchema
  .extend({
    /** Twelve digits as on the meter's face; shorter ones are filled with zeros on the left. */
    meter: z
      .string()
      .regex(/^\d{1,12}$/, "expected the 1 to 12 digits of the meter's address")
      .transform((digits) => digits.padStart(12, "0")),
    /** A name such as `energy.forward.total`, or a data identifier of eight hexadecimal digits. */
    item: z
      .string()
      .transform((item) => namedIdentifiers[item] ?? item.toUpperCase())
      .refine(
        (identifier) => /^[0-9A-F]{8}$/.test(identifier) && quantityOf(identifier) !== null,
        `expected a data identifier that can be read, or one of ${Object.keys(namedIdentifiers).join(", ")}`,
      ),
  })
  // The meter says its unit by the identifier; a configuration need not say it again.
  .transform((map) => ({ ...map, unit: map.unit ?? quantityOf(map.item)?.unit }));

/** Configuration of meters on one line that speak DL/T 645-2007. */
export const dlt645Schema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal("dlt645"),
  line: z.discriminatedUnion("kind", [tcpLine, serialLine]),
  /** How often every channel is read. */
  everyMs: z.int().min(500).max(86_400_000).default(60_000),
  /** How long an answer may take to begin and end; at 2400 baud a long one needs nearly a second. */
  timeoutMs: z.int().min(50).max(10_000).default(1500),
  /** How often a question is repeated before the meter counts as silent. */
  retries: z.int().min(0).max(10).default(2),
  channels: z.array(channel).min(1).max(2000),
});

export type Dlt645Config = z.output<typeof dlt645Schema>;
export type MeterLineConfig = Dlt645Config["line"];
