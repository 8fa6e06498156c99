import { defineDesignChoice } from "#kernel";

const hourMs = 3_600_000;

/** Thresholds of evidence and freshness; every one is our own choice and shown as such. */
export const provenanceParameters = {
  leastCoveragePpm: defineDesignChoice("provenance.coverage.least.ppm", 980_000, "ppm", {
    zh: "设备签名数据在工作时间内的覆盖率不低于此，才按设备签名计",
    en: "Device-signed data count as such from this coverage of working time on",
  }),
  coverageStepMs: defineDesignChoice("provenance.coverage.step.ms", 300_000, "ms", {
    zh: "覆盖率按此长度的时段计算：时段内有读数即为覆盖",
    en: "Coverage is counted in steps of this length; a step with a reading is covered",
  }),
  workFromMs: defineDesignChoice("provenance.work.from.ms", 8 * hourMs, "ms", {
    zh: "工作日工作时间的开始（上海时间零点起）",
    en: "Beginning of working time on a working day, after midnight in Shanghai",
  }),
  workToMs: defineDesignChoice("provenance.work.to.ms", 18 * hourMs, "ms", {
    zh: "工作日工作时间的结束",
    en: "End of working time on a working day",
  }),
  coverageDays: defineDesignChoice("provenance.coverage.days", 30, "days", {
    zh: "覆盖率按最近这么多天计算",
    en: "Coverage is taken over so many days",
  }),
  machineFreshMs: defineDesignChoice("provenance.fresh.machine.ms", 24 * hourMs, "ms", {
    zh: "设备数据时效：超过这么久没有新读数，以它计算的指标按缺失处理",
    en: "Machine data: without a reading for longer, indicators made of them are missing",
  }),
  energyFreshMs: defineDesignChoice("provenance.fresh.energy.ms", 24 * hourMs, "ms", {
    zh: "用能数据时效",
    en: "Energy data: without a reading for longer, indicators made of them are missing",
  }),
  documentFreshMs: defineDesignChoice("provenance.fresh.document.ms", 72 * hourMs, "ms", {
    zh: "业务单据时效（系统对接）",
    en: "Documents of connected systems: without an event for longer they are stale",
  }),
  gatewayWeightPpm: defineDesignChoice("provenance.weight.gateway.ppm", 700_000, "ppm", {
    zh: "网关证据的可信权重（设备签名为 1）",
    en: "Weight of gateway evidence where device-signed is 1",
  }),
  degradedWeightPpm: defineDesignChoice("provenance.weight.degraded.ppm", 700_000, "ppm", {
    zh: "覆盖不足的设备签名证据的权重",
    en: "Weight of device-signed evidence with too little coverage",
  }),
  manualWeightPpm: defineDesignChoice("provenance.weight.manual.ppm", 400_000, "ppm", {
    zh: "人工（文件）证据的权重：只有申报数据的企业可信度较低",
    en: "Weight of manual evidence (files): an enterprise that only declares is trusted less",
  }),
} as const;
