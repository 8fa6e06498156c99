import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { TemplateWizard } from "../industries/template-wizard.tsx";
import { CollectorPanel } from "./collector-panel.tsx";
import { CoveragePanel } from "./coverage-panel.tsx";
import { elementsQuery, enterprisesQuery } from "./devices-api.ts";
import { ElementTree } from "./element-tree.tsx";
import { NewElement } from "./new-element.tsx";
import { text } from "./text.ts";
import "./devices.css";

/** 设备与采集器: the elements of an enterprise as a tree, its collectors, and what data hangs on nothing. */
export function DevicesPage() {
  const t = useText(text);
  const may = useMay();
  const navigate = useNavigate();
  const search: { readonly enterprise?: string | undefined } = useSearch({ strict: false });
  usePageTitle(t("title"));
  const query = useQuery(enterprisesQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const enterprises = query.data.items;
  const chosen = enterprises.find(({ id }) => id === search.enterprise) ?? enterprises[0];
  return (
    <div className="devices">
      <header className="devices__header">
        <div>
          <h1>{t("title")}</h1>
          <p>{t("note")}</p>
        </div>
        <div className="devices__actions">
          <Link className="button-link" to="/devices/collectors">
            {t("allCollectors")}
          </Link>
          {may("device.write") && (
            <Link className="button-link" to="/devices/import">
              {t("bulk")}
            </Link>
          )}
        </div>
      </header>
      {chosen === undefined ? (
        <Nothing title={t("noEnterprise")} next={t("noEnterpriseNext")} />
      ) : (
        <>
          <div className="devices__filter" data-quotes="">
            <label htmlFor="devices-enterprise">{t("enterprise")}</label>
            <Select
              id="devices-enterprise"
              showSearch={{ optionFilterProp: "label" }}
              value={chosen.id}
              onChange={(enterprise) => void navigate({ to: "/devices", search: { enterprise } })}
              options={enterprises.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
            />
          </div>
          <EnterpriseDevices key={chosen.id} enterpriseId={chosen.id} />
          <CoveragePanel />
        </>
      )}
    </div>
  );
}

function EnterpriseDevices({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(text);
  const query = useQuery(elementsQuery(enterpriseId));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items, mayWrite } = query.data;
  return (
    <>
      <Panel
        title={t("tree")}
        note={t("treeNote")}
        actions={
          mayWrite ? (
            <>
              <TemplateWizard enterpriseId={enterpriseId} elements={items} />
              <NewElement enterpriseId={enterpriseId} elements={items} />
            </>
          ) : undefined
        }
      >
        {items.length === 0 ? (
          <Nothing title={t("noElements")} next={t("noElementsNext")} />
        ) : (
          <ElementTree elements={items} />
        )}
      </Panel>
      <CollectorPanel enterpriseId={enterpriseId} elements={items} />
    </>
  );
}
