export { byPatternOfQuery, byPatternOfSettings, couldEndQuotes, type PatternVerdict } from '../../sql-pattern.ts'
