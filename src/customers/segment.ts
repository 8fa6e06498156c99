/** The five axes of segmentation: industry, region, supply chain, life cycle, public data. */
export const segmentAxes = ["industry", "region", "supplyChain", "lifeStage", "publicData"] as const;
export type SegmentAxis = (typeof segmentAxes)[number];

/** Where an enterprise stands on every axis; null where nothing is known. */
export type Segment = Readonly<Record<SegmentAxis, string | null>>;
