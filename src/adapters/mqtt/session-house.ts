import { createDelivery } from "./delivery.ts";
import type { MqttHouse } from "./mqtt-service.ts";
import { mqttParameters } from "./parameters.ts";
import { createRateBucket, type RateBucket } from "./rate-bucket.ts";
import type { SessionHouse } from "./session.ts";
import type { SparkplugDesk } from "./sparkplug-desk.ts";

/** What all connections share: the way into the log, quotas by collector, what is under way. */
export function createSessionHouse(
  house: MqttHouse,
  desk: SparkplugDesk,
  { relieved, isClosing }: Pick<SessionHouse, "relieved" | "isClosing">,
): SessionHouse {
  const buckets = new Map<string, RateBucket>();
  return {
    ...house,
    delivery: createDelivery(house.intake, desk, mqttParameters.retryMs.value),
    bucketOf(collectorId) {
      let bucket = buckets.get(collectorId);
      if (bucket === undefined) buckets.set(collectorId, (bucket = createRateBucket()));
      return bucket;
    },
    load: { messages: 0, refused: 0, inFlight: 0, inFlightBytes: 0, receiptsLeftOut: 0 },
    relieved,
    isClosing,
  };
}
