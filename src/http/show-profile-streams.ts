import type { z } from "zod";
import type { ProfileServices } from "#flow";
import { dayOfNumber } from "#kernel";
import type { streamsSchema, twinSchema } from "./profile-streams.schema.ts";
import { showDay, showFrame } from "./show-profile.ts";
import { showMoney } from "./show-money.ts";

type Answer<Name extends keyof ProfileServices> = Awaited<ReturnType<ProfileServices[Name]>>;

export function showTwin({ twin, ...frame }: Answer<"twin">): z.infer<typeof twinSchema> {
  const { day, machines, goods, conversions, machineNetFen, goodsFen, encumberedFen } = twin;
  return {
    ...showFrame(frame),
    day,
    machines: machines.map((machine) => ({
      ...showMoney(machine),
      inServiceOn: showDay(machine.inServiceOn),
      lastSeenOn: showDay(machine.lastSeenOn),
    })),
    goods: goods.map((one) => ({ ...showMoney(one), countedOn: showDay(one.countedOn) })),
    conversions: conversions.map((one) => ({ ...showMoney(one), day: dayOfNumber(one.day) })),
    ...showMoney({ machineNetFen, goodsFen, encumberedFen }),
  };
}

export function showStreams({ streams, hours, ...frame }: Answer<"streams">): z.infer<typeof streamsSchema> {
  const dated = <Row extends { readonly day: number }>(row: Row) => ({
    ...showMoney(row),
    day: dayOfNumber(row.day),
  });
  return {
    ...showFrame(frame),
    from: dayOfNumber(streams.fromDay),
    to: dayOfNumber(streams.toDay),
    machines: streams.machines.map((machine) => ({ ...machine, days: machine.days.map(dated) })),
    load: { days: streams.load.map(dated), hours: hours === null ? null : [...hours] },
    cash: streams.cash.map(dated),
    orders: streams.orders.map(dated),
  };
}
