/** The five axes of segmentation: industry, region, supply chain, life cycle, public data. */
export const segmentAxes = ["industry", "region", "supplyChain", "lifeStage", "publicData"] as const;
export type SegmentAxis = (typeof segmentAxes)[number];

/** Where an enterprise stands on every axis; null where nothing is known. */
export type Segment = Readonly<Record<SegmentAxis, string | null>>;

/**
 * Position in the supply chain (供应链地位), by who buys: one customer with more than half of the sales, most of them
 * abroad, a handful of customers, or many.
 */
export const chainPositions = ["captive", "exporter", "concentrated", "diversified"] as const;
export type ChainPosition = (typeof chainPositions)[number];

/** What public registers say (公共数据): something against it, recognised, a good tax rating, nothing against it. */
export const publicStandings = ["adverse", "innovative", "trustedTaxpayer", "clean"] as const;
export type PublicStanding = (typeof publicStandings)[number];
