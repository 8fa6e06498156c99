import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { ClaimDevices } from "./claim-devices.tsx";
import { claimText } from "./claim-text.ts";
import { collectorText } from "./collector-text.ts";
import { type Collector, unclaimElements } from "./devices-api.ts";
import { kindNames } from "./names.ts";

/** What a collector or gateway speaks for, claiming more and releasing one. */
export function CollectorBindings({ collector }: { readonly collector: Collector }) {
  const t = useText(collectorText);
  const tc = useText(claimText);
  const phrase = usePhrase();
  const client = useQueryClient();
  const { bindings, may } = collector;
  const release = useMutation({
    mutationFn: (code: string) => unclaimElements(collector.id, [code]),
    onSuccess: () => client.invalidateQueries({ queryKey: ["devices"] }),
  });
  return (
    <Panel title={t("bindings")} actions={may.bind ? <ClaimDevices collector={collector} /> : undefined}>
      <Refusal error={release.error} />
      {bindings.length === 0 ? (
        <p className="soft">{t("noBindings")}</p>
      ) : (
        <FigureTable
          label={t("bindings")}
          isTall
          rows={bindings}
          rowKey={({ code }) => code}
          columns={[
            { key: "code", title: t("code"), render: (row) => <code translate="no">{row.code}</code> },
            {
              key: "element",
              title: t("element"),
              render: (row) => (
                <Link to="/devices/elements/$elementId" params={{ elementId: row.elementId }} translate="no">
                  {row.elementCode}
                </Link>
              ),
            },
            { key: "kind", title: t("kind"), render: (row) => phrase(kindNames[row.kind]) },
            ...(may.bind
              ? [
                  {
                    key: "release",
                    title: "",
                    render: ({ code }: Collector["bindings"][number]) => (
                      <Button
                        size="small"
                        type="text"
                        loading={release.isPending && release.variables === code}
                        aria-label={`${tc("release")} ${code}`}
                        onClick={() => release.mutate(code)}
                      >
                        {tc("release")}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Panel>
  );
}
