import type { FastifyReply, FastifyRequest } from "fastify";
import { defineDesignChoice } from "#kernel";

const allBytes = defineDesignChoice("http.intake.bodies.bytes", 256 * 2 ** 20, "bytes", {
  zh: "同时接收中的采集请求正文字节数上限",
  en: "Most bytes of bodies that devices may be sending at a time",
});

const addressBytes = defineDesignChoice("http.intake.bodies.addressBytes", 64 * 2 ** 20, "bytes", {
  zh: "同一地址同时接收中的采集请求正文字节数上限",
  en: "Most bytes of bodies that one address may be sending at a time",
});

const arrivalMs = defineDesignChoice("http.intake.bodies.arrival.ms", 60_000, "ms", {
  zh: "采集请求正文最迟送达的时间",
  en: "How long the body of a device's request may take to arrive",
});

/** Room for bodies that are on their way, so that nobody's slow or many requests take the memory of all. */
export interface BodyBudget {
  /** Takes room until the request is answered or gone. @returns false where there is none */
  take(request: FastifyRequest, reply: FastifyReply, mostBytes: number): boolean;
}

export function createBodyBudget(): BodyBudget {
  const byAddress = new Map<string, number>();
  let all = 0;
  return {
    take(request, reply, mostBytes) {
      const address = addressOf(request.ip);
      const said = Number(request.headers["content-length"]);
      // Whoever does not say how much will come may send as much as anybody.
      const bytes = Number.isSafeInteger(said) && said >= 0 ? Math.min(said, mostBytes) : mostBytes;
      const here = byAddress.get(address) ?? 0;
      if (all + bytes > allBytes.value || here + bytes > addressBytes.value) return false;
      byAddress.set(address, here + bytes);
      all += bytes;
      const timer = setTimeout(() => {
        if (!request.raw.complete) request.raw.destroy();
      }, arrivalMs.value);
      reply.raw.once("close", () => {
        clearTimeout(timer);
        const left = (byAddress.get(address) ?? 0) - bytes;
        if (left > 0) byAddress.set(address, left);
        else byAddress.delete(address);
        all -= bytes;
      });
      return true;
    },
  };
}

/** One sender has one IPv4 address, or a whole network of 2^64 addresses of IPv6. @source RFC 4291, 2.5.1 */
export function addressOf(ip: string): string {
  if (!ip.includes(":") || ip.includes(".")) return ip;
  const [head = "", tail] = ip.split("%", 1)[0]?.split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  const whole = [...groups, ...Array<string>(missing).fill("0"), ...(tail ?? "").split(":")];
  return whole
    .slice(0, 4)
    .map((group) => group.padStart(4, "0"))
    .join(":");
}
