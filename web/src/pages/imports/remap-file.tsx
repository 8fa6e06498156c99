import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Popover, Select } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { mappingsQuery, remapFile } from "./imports-api.ts";
import { text } from "./text.ts";

interface RemapFileProps {
  readonly dataset: string;
  readonly file: string;
}

/** Reads an imported file again by a mapping of one's own; both readings stay sealed. */
export function RemapFile({ dataset, file }: RemapFileProps) {
  const t = useText(text);
  const may = useMay();
  if (!may("import.write")) return null;
  return (
    <Popover
      trigger="click"
      content={<Choice dataset={dataset} file={file} />}
      title={t("chooseMapping")}
      destroyOnHidden
    >
      <Button size="small">{t("remap")}</Button>
    </Popover>
  );
}

function Choice({ dataset, file }: RemapFileProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const navigate = useNavigate();
  const { data } = useQuery(mappingsQuery);
  const [mapping, setMapping] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: async (id: string) => await remapFile({ dataset, file, mapping: id }),
    onSuccess: async ({ importId }) => await navigate({ to: "/imports/$importId", params: { importId } }),
  });
  const saved = (data?.saved ?? []).map(({ id, version }) => ({ value: id, label: `${id} · v${version}` }));
  const builtIn = (data?.builtIn ?? []).map((one) => ({ value: one.id, label: phrase(one) }));
  return (
    <div className="imports__actions">
      <Select
        style={{ width: 280 }}
        showSearch
        optionFilterProp="label"
        aria-label={t("chooseMapping")}
        value={mapping}
        onChange={setMapping}
        options={[...saved, ...builtIn]}
      />
      <Button
        type="primary"
        disabled={mapping === null}
        loading={start.isPending}
        onClick={() => mapping !== null && start.mutate(mapping)}
      >
        {t("remap")}
      </Button>
      <Refusal error={start.error} />
    </div>
  );
}
