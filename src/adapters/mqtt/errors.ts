import { defineFaults } from "#kernel";

/** The error codes of the MQTT adapter: what stops it from opening. */
export const mqttFaults = defineFaults({
  MQTT_CANNOT_LISTEN: {
    kind: "unavailable",
    zh: "无法在 {host}:{port} 上接收 MQTT 连接",
    en: "cannot take MQTT connections on {host}:{port}",
  },
  MQTT_CERTIFICATE_UNREADABLE: {
    kind: "badInput",
    zh: "无法读取 MQTT 的证书或私钥：{file}",
    en: "the MQTT certificate or key cannot be read: {file}",
  },
  MQTT_BROKER_REFUSED: {
    kind: "unavailable",
    zh: "外部 MQTT 代理 {url} 拒绝：{reason}",
    en: "the external MQTT broker {url} refused: {reason}",
  },
});
