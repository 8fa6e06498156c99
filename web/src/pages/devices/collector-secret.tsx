import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { collectorText } from "./collector-text.ts";
import type { MadeCollector } from "./devices-api.ts";

/** A one-time code with the exact command, or a gateway's token: shown this once. */
export function CollectorSecret({ made }: { readonly made: MadeCollector }) {
  const t = useText(collectorText);
  const { code, token, collector, mqttPorts } = made;
  return (
    <>
      {code !== null && (
        <section className="device-secret" aria-label={t("codeTitle")}>
          <strong>{t("codeTitle")}</strong>
          <code className="device-secret__code" translate="no">
            {code.text}
          </code>
          <p className="device-note">{t("codeOnce", { until: formatInstant(code.expiresAtMs) })}</p>
          <span>{t("command")}</span>
          <CopyLine
            value={`touchstone collector enrol --config collector.json --server ${location.origin} --code ${code.text}`}
          />
        </section>
      )}
      {token !== null && (
        <section className="device-secret" aria-label={t("tokenTitle")}>
          <strong>{t("tokenTitle")}</strong>
          <p className="device-note">{t("tokenOnce")}</p>
          <span>{t("id")}</span>
          <CopyLine value={collector.id} />
          <CopyLine value={token} />
          <span>{t("tryHttp")}</span>
          <CopyLine value={overHttp(collector.id, token)} />
          {typeof mqttPorts?.plain === "number" && (
            <>
              <span>{t("tryMqtt")}</span>
              <CopyLine value={overMqtt(collector.id, token, mqttPorts.plain)} />
            </>
          )}
        </section>
      )}
    </>
  );
}

/** A first message as a gateway sends it; its element is one that the gateway has claimed. */
function message(): string {
  const reading = { element: "CNC-01", channel: "power_w", at: Date.now(), value: 5200 };
  return JSON.stringify({ epoch: Date.now(), sequence: 0, readings: [reading] });
}

function overHttp(id: string, token: string): string {
  return `curl -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/x-ndjson' -d '${message()}' ${location.origin}/v1/collectors/${id}/messages`;
}

function overMqtt(id: string, token: string, port: number): string {
  return `mosquitto_pub -V 311 -h ${location.hostname} -p ${port} -i ${id} -u ${id} -P '${token}' -q 1 -t touchstone/v1/${id}/messages -m '${message()}'`;
}
