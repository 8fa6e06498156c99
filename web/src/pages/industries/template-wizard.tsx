import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type DeviceElement, saveElement } from "../devices/devices-api.ts";
import { emptyTwin } from "../devices/twin-draft.ts";
import { industriesQuery, type IndustryTemplate } from "./industries-api.ts";
import { text } from "./text.ts";

interface TemplateWizardProps {
  readonly enterpriseId: string;
  readonly elements: readonly DeviceElement[];
}

/** Makes an enterprise's machines and meters from the template of its division, in one go. */
export function TemplateWizard({ enterpriseId, elements }: TemplateWizardProps) {
  const t = useText(text);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("start")}</Button>
      <Modal
        title={t("start")}
        open={isOpen}
        footer={null}
        destroyOnHidden
        width={560}
        onCancel={() => setIsOpen(false)}
      >
        <WizardForm enterpriseId={enterpriseId} elements={elements} onDone={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

interface PlannedElement {
  readonly code: string;
  readonly name: string;
  readonly kind: "machine" | "meter";
  readonly medium: "electricity" | "gas" | null;
}

function WizardForm({
  enterpriseId,
  elements,
  onDone,
}: TemplateWizardProps & { readonly onDone: () => void }) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const { data } = useQuery(industriesQuery);
  const [division, setDivision] = useState("C33");
  const [counts, setCounts] = useState<readonly number[]>([]);
  const [made, setMade] = useState(0);
  const [validFrom] = useState(() => businessDayOf(Date.now()));
  const template = data?.items.find((one) => one.division === division);
  const planned =
    template === undefined
      ? []
      : planElements(template, counts, { taken: new Set(elements.map(({ code }) => code)), phrase, t });
  const make = useMutation({
    mutationFn: async () => {
      for (const [index, { code, name, kind, medium }] of planned.entries()) {
        await saveElement({
          enterpriseId,
          kind,
          code,
          validFrom,
          data: { ...emptyTwin, name, parentId: null, medium },
        });
        setMade(index + 1);
      }
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: ["devices"] }),
    onSuccess: onDone,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <p className="soft">{t("startNote")}</p>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("division")}
        value={division}
        style={{ inlineSize: "100%" }}
        onChange={(chosen) => {
          setDivision(chosen);
          setCounts([]);
        }}
        options={(data?.items ?? []).map((one) => ({
          value: one.division,
          label: `${one.division} ${phrase(one.name)}`,
        }))}
      />
      <ul className="template-wizard">
        {(template?.machines ?? []).map(({ kind, connection }, index) => (
          <li key={kind.en}>
            <span>
              {phrase(kind)} <span className="soft">{t(connection)}</span>
            </span>
            <InputNumber
              min={0}
              max={99}
              aria-label={`${phrase(kind)} ${t("count")}`}
              value={counts[index] ?? 1}
              onChange={(value) =>
                setCounts(
                  (template?.machines ?? []).map((_, at) =>
                    at === index ? (value ?? 0) : (counts[at] ?? 1),
                  ),
                )
              }
            />
          </li>
        ))}
      </ul>
      <Refusal error={make.error} />
      {make.isPending && <p role="status">{t("made", { made, count: planned.length })}</p>}
      <Button type="primary" htmlType="submit" disabled={planned.length === 0} loading={make.isPending}>
        {t("make", { count: planned.length })}
      </Button>
    </form>
  );
}

/** Machines numbered after those that are there, one site meter, and a gas meter where the division burns gas. */
function planElements(
  template: IndustryTemplate,
  counts: readonly number[],
  {
    taken,
    phrase,
    t,
  }: {
    readonly taken: ReadonlySet<string>;
    readonly phrase: ReturnType<typeof usePhrase>;
    readonly t: ReturnType<typeof useText<typeof text>>;
  },
): readonly PlannedElement[] {
  const used = new Set(taken);
  const codeOf = (prefix: string): string => {
    let number = 1;
    while (used.has(`${prefix}-${String(number).padStart(2, "0")}`)) number++;
    const code = `${prefix}-${String(number).padStart(2, "0")}`;
    used.add(code);
    return code;
  };
  const machines = template.machines.flatMap(({ kind, connection }, index) =>
    Array.from({ length: counts[index] ?? 1 }, (_, at): PlannedElement => {
      const isMeter = connection === "meter";
      const name = `${phrase(kind)} ${at + 1}`;
      return isMeter
        ? { code: codeOf("E"), name, kind: "meter", medium: "electricity" }
        : { code: codeOf("M"), name, kind: "machine", medium: null };
    }),
  );
  const meters: PlannedElement[] = [
    { code: codeOf("E"), name: t("siteMeter"), kind: "meter", medium: "electricity" },
  ];
  if (template.energy.usesGas) {
    meters.push({ code: codeOf("G"), name: t("gasMeter"), kind: "meter", medium: "gas" });
  }
  return [...machines, ...meters];
}
