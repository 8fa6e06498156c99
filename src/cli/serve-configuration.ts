import { z } from "zod";
import { partyCodePattern } from "#access";
import { cliFaults } from "./errors.ts";

const gibibyte = 2 ** 30;

/**
 * Everything that `touchstone serve` can be told, with its default: by a flag (`--data-dir`), else by the environment
 * (`TOUCHSTONE_DATA_DIR`).
 */
export const serveConfigurationSchema = z.object({
  dataDir: z.string().min(1).default("data").describe("Folder of everything that is kept"),
  host: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("Address to listen on; anything but loopback is reachable by others"),
  port: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe("Port; without it 8137, or a free one when 8137 is taken"),
  bankName: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe("Name of the bank whose installation this is; without it 试点银行 or what it was named before"),
  bankCode: z
    .string()
    .regex(partyCodePattern)
    .optional()
    .describe("Code of that bank at the log-in; without it bank or what it was before"),
  adminUser: z.string().min(1).max(100).default("admin").describe("Name of the administrator"),
  adminPasswordFile: z
    .string()
    .optional()
    .describe("File with the administrator's password; without it only the one-time address opens the door"),
  origin: z.string().optional().describe("Name of the platform log; fixed when the data directory is new"),
  sample: z
    .enum(["true", "evaluation", "false"])
    .default("true")
    .describe(
      "What the first start shows: a simulated evaluation and pilot, the evaluation alone, or nothing",
    ),
  uploadFileBytes: z.coerce
    .number()
    .int()
    .min(1)
    .default(2 * gibibyte)
    .describe("Most bytes of one uploaded file"),
  uploadBytes: z.coerce
    .number()
    .int()
    .min(1)
    .default(8 * gibibyte)
    .describe("Most bytes of one upload"),
  uploadFiles: z.coerce.number().int().min(1).default(500).describe("Most files of one upload"),
  watchAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional()
    .describe("Time of day in Asia/Shanghai, HH:MM, of the daily run of early warning; none without it"),
  witnessPolicy: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Policy file (C2SP tlog-policy) with the witnesses that cosign the platform log; none without it",
    ),
  mqttPort: z
    .union([z.literal("off"), z.coerce.number().int().min(0).max(65535)])
    .optional()
    .describe("Port for devices over MQTT, or off; without it 1883, or a free one when 1883 is taken"),
  mqttTlsPort: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe("Port for devices over MQTT with TLS; needs the certificate and its key"),
  mqttCertificateFile: z.string().optional().describe("File with the PEM of the MQTT certificate"),
  mqttKeyFile: z.string().optional().describe("File with the PEM of that certificate's key"),
  mqttUrl: z
    .url({ protocol: /^mqtts?$/ })
    .optional()
    .describe("External MQTT broker to listen at instead, for example mqtt://127.0.0.1:1883"),
  mqttUser: z.string().optional().describe("User name at the external MQTT broker"),
  mqttPasswordFile: z.string().optional().describe("File with the password at the external MQTT broker"),
  mqttHostId: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/)
    .default("touchstone")
    .describe("Id of this host in Sparkplug's STATE topic"),
  logLevel: z
    .enum(["debug", "info", "warn", "error"])
    .default("info")
    .describe("How much goes into server.log"),
});

export type ServeConfiguration = z.infer<typeof serveConfigurationSchema>;

type SettingName = keyof ServeConfiguration;

/** The settings in the order in which help shows them. */
export const settingNames = Object.keys(serveConfigurationSchema.shape) as readonly SettingName[];

/** `dataDir` → `--data-dir`. */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `dataDir` → `TOUCHSTONE_DATA_DIR`. */
export function variableOf(name: SettingName): string {
  return `TOUCHSTONE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** What a setting means, for the help. */
export function descriptionOf(name: SettingName): string {
  return `${serveConfigurationSchema.shape[name].description ?? ""} (or ${variableOf(name)})`;
}

/**
 * The configuration from flags and environment; an empty variable counts as none.
 * @throws CLI_BAD_OPTION naming the flag or variable
 */
export function readServeConfiguration(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): ServeConfiguration {
  const given: Record<string, unknown> = {};
  for (const name of settingNames) {
    const value = flags[name] ?? (env[variableOf(name)] || undefined);
    if (value !== undefined) given[name] = value;
  }
  const read = serveConfigurationSchema.safeParse(given);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const name = issue?.path[0] as SettingName;
  throw cliFaults.fault("CLI_BAD_OPTION", {
    option: flags[name] === undefined ? variableOf(name) : flagOf(name),
    expected: issue?.message ?? "",
    found: String(given[name]),
  });
}
