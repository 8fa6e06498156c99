/** PUBACK of several messages, one after the other. @source MQTT 3.1.1, 3.4 */
export function pubacks(messageIds: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(messageIds.length * 4);
  messageIds.forEach((id, i) => {
    bytes.writeUInt16BE(0x4002, i * 4);
    bytes.writeUInt16BE(id, i * 4 + 2);
  });
  return bytes;
}

/** A PUBLISH with QoS 0. @source MQTT 3.1.1, 3.3 */
export function publishBytes(topic: string, payload: Uint8Array, isRetained = false): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const length = 2 + topicBytes + payload.length;
  const head: number[] = [isRetained ? 0x31 : 0x30];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      head.push(rest);
      break;
    }
    head.push((rest % 128) + 128);
  }
  const bytes = Buffer.allocUnsafe(head.length + length);
  bytes.set(head);
  bytes.writeUInt16BE(topicBytes, head.length);
  bytes.write(topic, head.length + 2);
  bytes.set(payload, head.length + 2 + topicBytes);
  return bytes;
}
