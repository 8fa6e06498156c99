import { z } from "zod";
import { channelMapSchema } from "../../channel-map.ts";

const channel = channelMapSchema.extend({
  /** Column that the value stands in, by its header. */
  column: z.string().min(1),
  /** Takes only rows whose column has this text: for files in which several machines take turns. */
  where: z.strictObject({ column: z.string().min(1), equals: z.string() }).optional(),
});

/** Configuration of a folder into which something writes tables, a line a reading. */
export const csvSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal("csv"),
  folder: z.string().min(1),
  /** Names that are read; `*` stands for anything, `?` for one character. */
  files: z.string().min(1).default("*.csv"),
  encoding: z.enum(["auto", "utf-8", "gbk"]).default("auto"),
  delimiter: z.enum([",", ";", "\t", "|"]).default(","),
  time: z.strictObject({
    /** One column, or two with date and time of day. */
    columns: z.array(z.string().min(1)).min(1).max(2),
    /** Column in which an interval ends; left out, a row is an instant. */
    endColumn: z.string().min(1).optional(),
    format: z.enum(["text", "epochMs", "epochS"]).default("text"),
    /** For times without a zone of their own. */
    zone: z
      .string()
      .regex(/^[+-]\d{2}:\d{2}$/, "expected a zone such as +08:00")
      .default("+08:00"),
  }),
  everyMs: z.int().min(100).max(3_600_000).default(1000),
  /** A last line without a line end counts as whole after the file was quiet for so long. */
  quietMs: z.int().min(0).max(86_400_000).default(60_000),
  channels: z.array(channel).min(1).max(2000),
});

export type CsvConfig = z.output<typeof csvSchema>;
export type CsvChannel = CsvConfig["channels"][number];
