import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Input } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { industriesQuery, type IndustryTemplate } from "./industries-api.ts";
import { TemplateDetails } from "./template-details.tsx";
import { text } from "./text.ts";

const route = getRouteApi("/shell/industries");

/** The 31 divisions of manufacturing with what an enterprise of each begins with. */
export function IndustriesPage() {
  const t = useText(text);
  const phrase = usePhrase();
  const { division } = route.useSearch();
  const navigate = route.useNavigate();
  const isNarrow = useIsNarrow();
  const [wanted, setWanted] = useState("");
  const query = useQuery(industriesQuery);
  usePageTitle(t("title"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  const shown = items.filter((one) => matches(one, wanted));
  const chosen = items.find((one) => one.division === division) ?? shown[0];
  return (
    <div className="panels">
      <div className="span-5">
        <Panel title={t("title")} note={t("note")}>
          <Input
            allowClear
            aria-label={t("search")}
            placeholder={t("search")}
            value={wanted}
            onChange={({ target }) => setWanted(target.value)}
          />
          <FigureTable
            label={t("title")}
            isTall={isNarrow}
            rows={shown}
            rowKey={(one) => one.division}
            columns={[
              {
                key: "division",
                title: t("division"),
                render: (one) => (
                  <button
                    type="button"
                    className="link-button"
                    aria-pressed={one.division === chosen?.division}
                    onClick={() => void navigate({ search: { division: one.division } })}
                  >
                    {one.division} {phrase(one.name)}
                  </button>
                ),
              },
              { key: "mode", title: t("mode"), render: (one) => t(one.mode) },
            ]}
          />
        </Panel>
      </div>
      <div className="span-7">{chosen !== undefined && <TemplateDetails template={chosen} />}</div>
    </div>
  );
}

function matches({ division, name }: IndustryTemplate, wanted: string): boolean {
  const words = wanted.trim().toLowerCase();
  return words === "" || `${division} ${name.zh} ${name.en}`.toLowerCase().includes(words);
}
