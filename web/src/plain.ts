// What has no page, for its tests.
export * from "./complete";
export * from "./facts";
export * from "./money";
export * from "./state";
export * from "./time";
