import type { components } from "./schema.d.ts";

/** The wire types by their names; the schema is generated from the server's OpenAPI document. */
type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type LogIn = Schemas["LogIn"];
export type Party = Schemas["Party"];
export type Person = Schemas["Person"];
export type Problem = Schemas["Problem"];
export type Evaluation = Schemas["Evaluation"];
export type EvaluationDocument = Schemas["EvaluationDocument"];
export type EvaluationSummary = Schemas["EvaluationSummary"];
export type EvaluatedModel = Schemas["EvaluatedModel"];
export type Portfolio = Schemas["Portfolio"];
export type EnterpriseSummary = Schemas["EnterpriseSummary"];
export type EnterpriseList = Schemas["EnterpriseList"];
export type EvaluatedEnterprise = Schemas["EvaluatedEnterprise"];
export type EnterpriseQuality = Schemas["EnterpriseQuality"];
export type Reason = Schemas["Reason"];
export type Decision = Schemas["Decision"];
export type InputFile = Schemas["InputFile"];
export type Indicator = Schemas["Indicator"];
export type ShownParameter = Schemas["ShownParameter"];
export type Job = Schemas["Job"];
export type JobState = Schemas["JobState"];
export type Task = Schemas["Task"];
export type Upload = Schemas["Upload"];
export type SampleTour = Schemas["SampleTour"];
