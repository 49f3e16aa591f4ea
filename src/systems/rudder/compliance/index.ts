// What commands use about compliance.
export { type Cause, causesOf, isFailing, isFailingState } from './causes.ts'
export { overallFigure, uncheckedBecause } from './overall.ts'
export * from './states.ts'
