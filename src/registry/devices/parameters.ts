import { defineDesignChoice } from "#kernel";

/** How long a one-time code may wait for its device: a van's round through the factories of a district. */
export const enrolmentCodeDays = defineDesignChoice("enrolment-code-days", 14, "days", {
  zh: "采集器一次性登记码的有效天数",
  en: "Days for which a one-time enrolment code holds",
});

/** How long batches signed by the key before are taken after a change: what a collector may still have in its buffer. */
export const keyOverlapHours = defineDesignChoice("collector-key-overlap-hours", 72, "hours", {
  zh: "更换密钥后旧密钥签名仍被接受的小时数",
  en: "Hours for which the former key is taken after a rotation",
});

/** How far a device's clock may be off when it asks for a new key. */
export const rotationClockMinutes = defineDesignChoice("collector-rotation-clock-minutes", 5, "minutes", {
  zh: "更换密钥请求允许的时钟偏差（分钟）",
  en: "Minutes by which the clock of a device that changes its key may differ",
});

/** Messages a second that one collector may send unless its registration says otherwise. */
export const collectorMessagesPerSecond = defineDesignChoice("collector-messages-per-second", 50, "1/s", {
  zh: "单个采集器每秒消息数上限（登记时可另定）",
  en: "Messages a second of one collector, unless registered otherwise",
});

/** The same for a gateway, behind which a whole platform may stand. */
export const gatewayMessagesPerSecond = defineDesignChoice("gateway-messages-per-second", 5000, "1/s", {
  zh: "单个网关每秒消息数上限（登记时可另定）",
  en: "Messages a second of one gateway, unless registered otherwise",
});
