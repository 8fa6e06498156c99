export type { WatchServices } from "./watch-services.ts";
