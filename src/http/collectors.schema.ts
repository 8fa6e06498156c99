import { z } from "zod";
import { collectorStates } from "#registry";
import { elementKindSchema } from "./devices.schema.ts";

const sparkplugSchema = z.object({
  group: z.string().regex(/^[^/+#\s]{1,100}$/u),
  node: z.string().regex(/^[^/+#\s]{1,100}$/u),
});

const collectorKindSchema = z.enum(["collector", "gateway"]);
const collectorStateSchema = z.enum(collectorStates).meta({ id: "CollectorState" });

export const collectorSchema = z
  .object({
    id: z.string(),
    kind: collectorKindSchema,
    name: z.string(),
    state: collectorStateSchema,
    enterpriseId: z.string().nullable(),
    enterpriseName: z.string().nullable(),
    sparkplug: sparkplugSchema.nullable(),
    hasToken: z.boolean(),
    hasCertificate: z.boolean(),
    messagesPerSecond: z.int(),
    description: z.string().nullable(),
    registeredAtMs: z.int(),
    activatedAtMs: z.int().nullable(),
    /** End of the newest stored reading of what it speaks for; null without one, or where that is not asked. */
    lastReadingAtMs: z.int().nullable(),
    quarantine: z.object({ reason: z.string(), isByPerson: z.boolean(), atMs: z.int() }).nullable(),
    keys: z.array(
      z.object({
        keyId: z.string(),
        publicKey: z.string(),
        validFromMs: z.int(),
        validToMs: z.int().nullable(),
        cameBy: z.enum(["enrolment", "rotation"]),
      }),
    ),
    bindings: z.array(
      z.object({
        code: z.string(),
        elementId: z.string(),
        elementCode: z.string(),
        kind: elementKindSchema,
        enterpriseId: z.string(),
      }),
    ),
    codeExpiresAtMs: z.int().nullable(),
    /** What the visitor may do with it now. */
    may: z.object({
      renewCode: z.boolean(),
      quarantine: z.boolean(),
      release: z.boolean(),
      revoke: z.boolean(),
      bind: z.boolean(),
    }),
  })
  .meta({ id: "Collector" });

export const collectorListSchema = z
  .object({ items: z.array(collectorSchema), codeDays: z.int() })
  .meta({ id: "CollectorList" });

export const collectorPageSchema = z
  .object({
    collector: collectorSchema,
    events: z.array(
      z.object({
        event: z.int(),
        from: collectorStateSchema.nullable(),
        state: collectorStateSchema,
        reason: z.string().nullable(),
        doneByName: z.string().nullable(),
        isByPerson: z.boolean(),
        atMs: z.int(),
      }),
    ),
  })
  .meta({ id: "CollectorPage" });

/** A secret of it is in this answer and nowhere else. */
export const madeCollectorSchema = z
  .object({
    collector: collectorSchema,
    code: z.object({ text: z.string(), expiresAtMs: z.int() }).nullable(),
    token: z.string().nullable(),
    /** Ports of the server's own MQTT broker; null where it has none, or an external one. */
    mqttPorts: z.object({ plain: z.int().nullable(), tls: z.int().nullable() }).nullable(),
  })
  .meta({ id: "MadeCollector" });

const nameSchema = z.string().trim().min(1).max(100);
const rateSchema = z.int().min(1).max(1_000_000).nullable().default(null);
const elementIdSchema = z.string().regex(/^elm_[0-9a-f]{20}$/);

export const registerCollectorSchema = z
  .object({
    enterpriseId: z.string().regex(/^ent_[0-9a-f]{20}$/),
    name: nameSchema,
    elementIds: z.array(elementIdSchema).max(1000).default([]),
    messagesPerSecond: rateSchema,
  })
  .meta({ id: "RegisterCollector" });

export const registerGatewaySchema = z
  .object({
    name: nameSchema,
    sparkplug: sparkplugSchema.nullable().default(null),
    hasToken: z.boolean().default(true),
    messagesPerSecond: rateSchema,
  })
  .meta({ id: "RegisterGateway" });

export const claimElementsSchema = z
  .object({
    claims: z
      .array(
        z.object({
          code: z
            .string()
            .regex(/^[^/+#\s]{1,100}$/u)
            .describe("Sparkplug device, or element code in messages"),
          elementId: elementIdSchema,
        }),
      )
      .min(1)
      .max(5000),
  })
  .meta({ id: "ClaimElements" });

export const releaseElementsSchema = z
  .object({ codes: z.array(z.string().min(1).max(100)).min(1).max(5000) })
  .meta({ id: "ReleaseElements" });

export const collectorReasonSchema = z
  .object({ reason: z.string().trim().min(1).max(500) })
  .meta({ id: "CollectorReason" });

const keyTextSchema = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const signatureTextSchema = z.string().regex(/^[A-Za-z0-9+/]{86}==$/);
const certificateSchema = z.object({ certificate: z.string(), authority: z.string() }).nullable();

export const enrolSchema = z
  .object({
    code: z.string().min(16).max(40),
    publicKey: keyTextSchema.describe("Ed25519, base64"),
    signature: signatureTextSchema.describe(
      "Ed25519 over `touchstone-enrol/v1\\n<SHA-256 of the code, hex>\\n<publicKey>\\n`",
    ),
    certificateRequest: z.string().max(8000).optional(),
    description: z.string().max(200).optional(),
  })
  .meta({ id: "EnrolCollector" });

export const enrolmentSchema = z
  .object({
    collector: z.string(),
    name: z.string(),
    key: z.string(),
    validFromMs: z.int(),
    enterpriseId: z.string().nullable(),
    elements: z.array(z.object({ code: z.string(), kind: z.string(), name: z.string() })),
    platformKey: z.string(),
    serverTimeMs: z.int(),
    certificate: certificateSchema,
  })
  .meta({ id: "CollectorEnrolment" });

export const rotateSchema = z
  .object({
    publicKey: keyTextSchema,
    atMs: z.int(),
    signature: signatureTextSchema.describe("By the key in force"),
    proof: signatureTextSchema.describe("By the new key"),
    certificateRequest: z.string().max(8000).optional(),
  })
  .meta({ id: "RotateCollectorKey" });

export const rotationSchema = z
  .object({
    collector: z.string(),
    key: z.string(),
    validFromMs: z.int(),
    previousValidToMs: z.int(),
    serverTimeMs: z.int(),
    certificate: certificateSchema,
  })
  .meta({ id: "CollectorKeyRotation" });
