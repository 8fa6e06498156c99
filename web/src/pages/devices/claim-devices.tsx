import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { claimText } from "./claim-text.ts";
import { claimElements, type Collector, elementsQuery, enterprisesQuery } from "./devices-api.ts";
import { kindNames } from "./names.ts";

/** Says which device behind a gateway, or code of a collector, is which element. */
export function ClaimDevices({ collector }: { readonly collector: Collector }) {
  const t = useText(claimText);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {t("claim")}
      </Button>
      <Modal
        title={t("claim")}
        open={isOpen}
        footer={null}
        destroyOnHidden
        width={680}
        onCancel={() => setIsOpen(false)}
      >
        <ClaimForm collector={collector} onDone={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

interface ClaimFormProps {
  readonly collector: Collector;
  readonly onDone: () => void;
}

/** A device's code as it is typed, by the id of its element. */
type Codes = Readonly<Record<string, string>>;

function ClaimForm({ collector, onDone }: ClaimFormProps) {
  const t = useText(claimText);
  const client = useQueryClient();
  const { data: register } = useQuery(enterprisesQuery);
  const [enterpriseId, setEnterpriseId] = useState(
    collector.enterpriseId ?? collector.bindings[0]?.enterpriseId ?? "",
  );
  const chosen = enterpriseId === "" ? (register?.items[0]?.id ?? "") : enterpriseId;
  const [codes, setCodes] = useState<Codes>({});
  const claims = Object.entries(codes).map(([elementId, code]) => ({ code: code.trim(), elementId }));
  const isReady = claims.length > 0 && claims.every(({ code }) => isWireCode(code));
  const claim = useMutation({
    mutationFn: () => claimElements(collector.id, claims),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["devices"] });
      onDone();
    },
  });
  return (
    <form
      className="device-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) claim.mutate();
      }}
    >
      <p className="device-note device-form__whole">
        {t(collector.sparkplug === null ? "note" : "sparkplugNote")}
      </p>
      {collector.enterpriseId === null && (
        <label className="device-form__whole">
          {t("enterprise")}
          <Select
            showSearch={{ optionFilterProp: "label" }}
            value={chosen}
            onChange={(id) => {
              setEnterpriseId(id);
              setCodes({});
            }}
            options={(register?.items ?? []).map(({ id, code, name }) => ({
              value: id,
              label: `${code} ${name}`,
            }))}
          />
        </label>
      )}
      {chosen !== "" && (
        <ElementCodes
          key={chosen}
          collector={collector}
          enterpriseId={chosen}
          codes={codes}
          onChange={setCodes}
        />
      )}
      <div className="device-form__whole">
        <Refusal error={claim.error} />
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={claim.isPending}>
          {t("confirm", { count: claims.length })}
        </Button>
      </div>
    </form>
  );
}

/** The elements of an enterprise; each chosen one with the code by which its device is named. */
function ElementCodes({
  collector,
  enterpriseId,
  codes,
  onChange,
}: {
  readonly collector: Collector;
  readonly enterpriseId: string;
  readonly codes: Codes;
  readonly onChange: (codes: Codes) => void;
}) {
  const t = useText(claimText);
  const phrase = usePhrase();
  const { data } = useQuery(elementsQuery(enterpriseId));
  const bound = new Set(collector.bindings.map(({ elementId }) => elementId));
  const free = (data?.items ?? []).filter(({ id }) => !bound.has(id));
  const byId = new Map(free.map((one) => [one.id, one]));
  const choose = (ids: readonly string[]): void =>
    onChange(Object.fromEntries(ids.map((id) => [id, codes[id] ?? byId.get(id)?.code ?? ""])));
  const sources = free.filter(({ kind }) => kind === "machine" || kind === "meter");
  return (
    <>
      <label className="device-form__whole">
        {t("elements")}
        <Select
          mode="multiple"
          maxTagCount={6}
          value={Object.keys(codes)}
          onChange={choose}
          notFoundContent={t("nothingFree")}
          showSearch={{ optionFilterProp: "label" }}
          options={free.map((one) => ({
            value: one.id,
            label: `${one.code} ${one.twin.data.name} · ${phrase(kindNames[one.kind])}`,
          }))}
        />
      </label>
      {sources.length > 0 && (
        <div className="device-form__whole">
          <Button size="small" onClick={() => choose(sources.map(({ id }) => id))}>
            {t("allSources", { count: sources.length })}
          </Button>
        </div>
      )}
      {Object.entries(codes).map(([id, code]) => (
        <label key={id}>
          <span translate="no">{byId.get(id)?.twin.data.name ?? id}</span>
          <Input
            value={code}
            status={isWireCode(code.trim()) ? "" : "error"}
            aria-label={t("codeOf", { name: byId.get(id)?.twin.data.name ?? id })}
            onChange={(event) => onChange({ ...codes, [id]: event.target.value })}
          />
        </label>
      ))}
    </>
  );
}

/** What may name a device in a topic or message. */
function isWireCode(code: string): boolean {
  return /^[^/+#\s]{1,100}$/u.test(code);
}
