import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Switch } from "antd";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { ChannelForm } from "./channel-form.tsx";
import { channelText } from "./channel-text.ts";
import { channelsQuery, enableChannel, testChannel } from "./watch-api.ts";
import type { components } from "../../api/schema.d.ts";
import "./watch.css";

type Channels = components["schemas"]["ChannelList"];

/** Channels by which people are told, and the receipts of what was sent. */
export function ChannelsPage() {
  const t = useText(channelText);
  usePageTitle(t("channels"));
  const query = useQuery(channelsQuery);
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <div className="watch">
      <h1>{t("channels")}</h1>
      <div className="panels">
        <div className="span-8">
          <ChannelPanel channels={query.data} />
        </div>
        <div className="span-4">
          <ChannelForm people={query.data.people} />
        </div>
        <div className="span-12">
          <DeliveryPanel deliveries={query.data.deliveries} />
        </div>
      </div>
    </div>
  );
}

function ChannelPanel({ channels }: { readonly channels: Channels }) {
  const t = useText(channelText);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: channelsQuery.queryKey });
  const enable = useMutation({
    mutationFn: ({ id, isEnabled }: { id: string; isEnabled: boolean }) => enableChannel(id, isEnabled),
    onSuccess: refresh,
  });
  const test = useMutation({ mutationFn: testChannel, onSettled: refresh });
  const audienceOf = (id: string | null): string =>
    id === null ? t("everybody") : (channels.people.find((person) => person.id === id)?.name ?? id);
  return (
    <Panel title={t("channels")} note={t("channelsNote")}>
      <Refusal error={enable.error ?? test.error} />
      {test.isSuccess && <p role="status">{t("tested")}</p>}
      {channels.items.length === 0 ? (
        <Nothing title={t("none")} />
      ) : (
        <FigureTable
          label={t("channels")}
          rows={channels.items}
          rowKey={(row) => row.id}
          columns={[
            { key: "name", title: t("name"), render: (row) => row.name },
            { key: "kind", title: t("kind"), render: (row) => t(row.kind) },
            {
              key: "target",
              title: t("target"),
              render: (row) => <span translate="no">{row.shownTarget}</span>,
            },
            { key: "audience", title: t("audience"), render: (row) => audienceOf(row.audienceId) },
            {
              key: "enabled",
              title: t("enabled"),
              render: (row) => (
                <Switch
                  size="small"
                  aria-label={`${t("enabled")} ${row.name}`}
                  checked={row.isEnabled}
                  onChange={(isEnabled) => enable.mutate({ id: row.id, isEnabled })}
                />
              ),
            },
            {
              key: "test",
              title: "",
              render: (row) => (
                <Button
                  size="small"
                  loading={test.isPending && test.variables === row.id}
                  onClick={() => test.mutate(row.id)}
                >
                  {t("test")}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function DeliveryPanel({ deliveries }: { readonly deliveries: Channels["deliveries"] }) {
  const t = useText(channelText);
  return (
    <Panel title={t("deliveries")} note={t("deliveriesNote")}>
      {deliveries.length === 0 ? (
        <p className="soft">{t("noDeliveries")}</p>
      ) : (
        <FigureTable
          label={t("deliveries")}
          isTall
          rows={deliveries}
          rowKey={(row) => row.id}
          columns={[
            { key: "queued", title: t("queuedAt"), render: (row) => formatInstant(row.queuedAtMs) },
            { key: "channel", title: t("channel"), render: (row) => row.channel },
            { key: "alerts", title: t("alerts"), isFigure: true, render: (row) => row.alerts },
            { key: "state", title: t("state"), render: (row) => t(row.state) },
            { key: "code", title: t("code"), render: (row) => <code>{row.providerCode ?? "—"}</code> },
            { key: "attempts", title: t("attempts"), isFigure: true, render: (row) => row.attempts },
            { key: "next", title: t("nextAt"), render: (row) => formatInstant(row.nextAttemptAtMs) },
          ]}
        />
      )}
    </Panel>
  );
}
