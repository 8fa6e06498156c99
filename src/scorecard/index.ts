export { binIndicator, binOf, proveIndicator, trainOnAllRows } from "./binning/bin-indicator.ts";
export type { BinningProof } from "./binning/bin-indicator.ts";
export { binTable } from "./binning/bin-table.ts";
export type * from "./binning/binning.ts";
export { binOfCategory, binOfNumber, codesOf } from "./binning/codes-of.ts";
export type * from "./binning/bin.ts";
export { freeBinLimits } from "./binning/optimum/binning-problem.ts";
export type * from "./binning/optimum/binning-problem.ts";
export type { PreBins } from "./binning/candidates/pre-bins.ts";
export { certify } from "./binning/proof/certificate.ts";
export type { BinningCertificate, CertificateProof, Potentials } from "./binning/proof/certificate.ts";
export { checkCertificate } from "./binning/proof/check-certificate.ts";
export type { CertificateCheck } from "./binning/proof/check-certificate.ts";
export type { CountedBin } from "./binning/counted-bin.ts";
export { describeBins } from "./binning/describe-bins.ts";
export { findOptimalBins } from "./binning/optimum/find-optimal-bins.ts";
export { proofParameters } from "./binning/optimum/proof-parameters.ts";
export { trendChoices } from "./binning/optimum/trend.ts";
export type * from "./binning/optimum/trend.ts";
export { informationOf, weightOfEvidence } from "./binning/weight-of-evidence.ts";
export type * from "./development/artefacts.ts";
export type * from "./development/challenger.ts";
export { defaultPlan, developmentParameters } from "./development/default-plan.ts";
export { formSample } from "./development/form-sample.ts";
export type { FormedSample } from "./development/form-sample.ts";
export { asCategories } from "./development/develop-segments.ts";
export type { SegmentArtefact, SegmentComparison } from "./development/develop-segments.ts";
export { openDevelopment } from "./development/open-development.ts";
export type { Development, DevelopmentOptions } from "./development/open-development.ts";
export { developmentSteps } from "./development/plan.ts";
export { splitSample } from "./development/split-sample.ts";
export type { Split } from "./development/split-sample.ts";
export { vintagesOf } from "./development/vintages.ts";
export type * from "./development/plan.ts";
export { labelOfBin } from "./bin-label.ts";
export { columnNamed, tableOfRows, takeRows, takeTableRows, textOfCell } from "./data-table.ts";
export type { CellValue, DataTable } from "./data-table.ts";
export { developScorecard } from "./develop-scorecard.ts";
export { scorecardFaults } from "./errors.ts";
export { exploreSample } from "./exploration/explore-sample.ts";
export type * from "./exploration/exploration.ts";
export { explorationParameters } from "./exploration/parameters.ts";
export { crossValidate } from "./validation/cross-validate.ts";
export type { CrossValidation, CrossValidationOptions } from "./validation/cross-validate.ts";
export { aucOfRisks, compareApprovals } from "./evaluation/compare-approvals.ts";
export type { ApprovalComparison, ComparedRisks } from "./evaluation/compare-approvals.ts";
export { brierScore, measureDiscrimination } from "./evaluation/discrimination.ts";
export type { Discrimination } from "./evaluation/discrimination.ts";
export { defaultScorecardParameters, scorecardParameters } from "./default-parameters.ts";
export type {
  BinningParameters,
  IndicatorRules,
  RegressionParameters,
  RulesByIndicator,
  ScalingParameters,
  ScorecardParameters,
  ScreeningParameters,
  SelectionParameters,
} from "./parameters.ts";
export { checkParameters, checkRules } from "./parameters.ts";
export { cardFileName, isCardFileFormat } from "./exports/card-file-name.ts";
export { cardAsJson } from "./exports/card-as-json.ts";
export { cardAsPmml } from "./exports/card-as-pmml.ts";
export type { PmmlOptions } from "./exports/card-as-pmml.ts";
export { cardSheets } from "./exports/card-sheets.ts";
export type { CardSheet, SheetCell } from "./exports/card-sheets.ts";
export { cardAsSql } from "./exports/card-as-sql.ts";
export type { SqlNames } from "./exports/card-as-sql.ts";
export { cardAsSqlCheck } from "./exports/card-as-sql-check.ts";
export { parityRows } from "./exports/parity-rows.ts";
export { readPmml } from "./exports/read-pmml.ts";
export { segmentsAsSql } from "./exports/segments-as-sql.ts";
export type { SqlDialect } from "./exports/sql-dialects.ts";
export type { XmlElement } from "./exports/xml-element.ts";
export { readScorecard } from "./reading/read-scorecard.ts";
export type { ChangeLimits } from "./scoring/change-limits.ts";
export { compileScorer } from "./scoring/compile-scorer.ts";
export type { CardScorer, RecordScore } from "./scoring/compile-scorer.ts";
export type { IndicatorRecord, IndicatorValue } from "./scoring/indicator-record.ts";
export { nearestChange } from "./scoring/nearest-change.ts";
export type { IndicatorChange, NearestChange, NeededValue } from "./scoring/nearest-change.ts";
export { reasonsOf, reasonsOfBins } from "./scoring/reasons.ts";
export type { PointsReason } from "./scoring/reasons.ts";
export { checkSample } from "./sample.ts";
export type {
  CategoricalColumn,
  ExpectedDirection,
  IndicatorColumn,
  NumericColumn,
  Sample,
  SampleCounts,
  Vintages,
} from "./sample.ts";
export { logOddsOfScore, scoreOfLogOdds } from "./scaling/points-line.ts";
export { scoreSample } from "./scoring/score-sample.ts";
export { compileSegments, scoreSegments } from "./scoring/score-segments.ts";
export type { ScoredSegments, SegmentScorer } from "./scoring/score-segments.ts";
export type { ScoredIndicator, ScoredSample } from "./scoring/score-sample.ts";
export type * from "./scorecard.ts";
export { joinCommittee, scorecardOfExperts } from "./expert/expert-card.ts";
export type {
  Committee,
  CommitteeWeight,
  ExpertIndicator,
  ExpertScale,
  MemberWeights,
} from "./expert/expert-card.ts";
export { kendallTau } from "./expert/kendall-tau.ts";
export type { RankAgreement } from "./expert/kendall-tau.ts";
export { lowDefaultPds } from "./expert/low-default-pd.ts";
export type { GradeOutcome, LowDefaultOptions } from "./expert/low-default-pd.ts";
export type {
  BrierParts,
  Calibration,
  CalibrationGroup,
  ChiSquaredTest,
  GradeCalibration,
} from "./evaluation/calibration.ts";
export type { Curves, GainPoint, KsPoint, RocPoint, ScoreBand } from "./evaluation/curves.ts";
export type { CutOff, CutOffs } from "./evaluation/cut-offs.ts";
export type { Estimate, TrafficLight } from "./evaluation/estimate.ts";
export type { EvaluationPlan } from "./validation/evaluation-plan.ts";
export type { EvaluationInput } from "./validation/evaluation-input.ts";
export type {
  ConstraintCost,
  Fairness,
  FairnessConstraint,
  FairnessGaps,
  GroupFairness,
} from "./evaluation/fairness.ts";
export type { MasterGrade, MasterScale } from "./evaluation/master-scale.ts";
export type {
  DiscriminationEstimates,
  Headline,
  ModelEvaluation,
  PopulationEvaluation,
} from "./validation/model-evaluation.ts";
export { defaultEvaluationParameters, evaluationParameters } from "./evaluation/parameters.ts";
export type { EvaluationParameters } from "./evaluation/parameters.ts";
export type { BinnedColumn, GroupColumn, Population, PopulationKind } from "./evaluation/population.ts";
export type { SwapCell, SwapSet } from "./evaluation/swap-set.ts";
export type { DriftAlarm, DriftFigures, DriftRule } from "./monitoring/drift-alarm.ts";
export type { ModelMonitoring } from "./monitoring/model-monitoring.ts";
export type { CurrentPopulation, MonitoringInput } from "./monitoring/monitoring-input.ts";
export type {
  IndicatorStability,
  ShareShift,
  Stability,
  StabilityIndex,
  VintagePerformance,
  VintageStability,
} from "./monitoring/stability.ts";
export type { RejectAssumption, RejectInference, RejectMethod } from "./rejects/reject-inference.ts";
export { betaLower, betaQuantile, betaUpper } from "./distributions/beta.ts";
export type { BetaShapes } from "./distributions/beta.ts";
export { binomialLower, binomialUpper } from "./distributions/binomial.ts";
export type { Occurrences } from "./distributions/binomial.ts";
export { chiSquaredQuantile, chiSquaredUpper } from "./distributions/chi-squared.ts";
export { normalLower, normalQuantile, normalTwoSided } from "./distributions/normal.ts";
export { studentLower, studentQuantile } from "./distributions/student-t.ts";
export { buildMasterScale } from "./evaluation/build-master-scale.ts";
export type { MasterScaleOptions } from "./evaluation/build-master-scale.ts";
export { evaluateModel } from "./validation/evaluate-model.ts";
export { shareEstimate } from "./evaluation/estimate.ts";
export { gradeAt } from "./evaluation/master-scale.ts";
export { levelsOf } from "./evaluation/score-levels.ts";
export type { LevelTotals, ScoredRows, ScoreLevels } from "./evaluation/score-levels.ts";
export { countBins, measureShift } from "./monitoring/measure-shift.ts";
export type { BinCounts } from "./monitoring/measure-shift.ts";
export { monitorModel } from "./monitoring/monitor-model.ts";
export { inferRejects } from "./rejects/infer-rejects.ts";
export type { InferredRejects, RejectInput, ScoredRejects } from "./rejects/infer-rejects.ts";
export type { Design, DesignColumn, CodedColumn } from "./regression/design.ts";
export { fitLogisticRegression } from "./regression/logistic-regression.ts";
export type { FitOptions, FitParameters, Regression } from "./regression/logistic-regression.ts";
export type { CoefficientLimits, CoefficientPrior } from "./regression/penalty.ts";
export type * from "./regression/regression-report.ts";
export { regressValues } from "./regression/regress-values.ts";
export type { ValueRegression } from "./regression/regress-values.ts";
export { reportRegression } from "./regression/report-regression.ts";
export type { NamedFit } from "./regression/report-regression.ts";
export { fitCard } from "./screening/fit-card.ts";
export type { FittedCard } from "./screening/fit-card.ts";
export { prepareSample } from "./screening/prepare-sample.ts";
export type { PreparedSample } from "./screening/prepare-sample.ts";
export { screenIndicators } from "./screening/screen-indicators.ts";
export type { GivenBinnings } from "./screening/screen-indicators.ts";
export type * from "./screening/screening.ts";
export { selectionParameters } from "./screening/selection-parameters.ts";
export type * from "./screening/selection-trace.ts";
export { developSegmentedScorecard } from "./segments/develop-segmented-scorecard.ts";
export type { SegmentedOptions } from "./segments/develop-segmented-scorecard.ts";
export { defaultSegmentParameters, segmentParameters } from "./segments/segment-parameters.ts";
export type { SegmentParameters } from "./segments/segment-parameters.ts";
export { cardOfSegment } from "./segments/segmented-scorecard.ts";
export type * from "./segments/segmented-scorecard.ts";
export { aucEstimate, aucOf, compareAucs } from "./evaluation/delong.ts";
export type { AucComparison, AucVariance } from "./evaluation/delong.ts";
export { measureSwapSet } from "./evaluation/measure-swap-set.ts";
export { joinRejects, refitWithRejects } from "./rejects/refit-with-rejects.ts";
export type { RefitInput } from "./rejects/refit-with-rejects.ts";
export type { RejectRefit } from "./rejects/reject-inference.ts";
