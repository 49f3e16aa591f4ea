/** How a figure is compared with a threshold. */
export type WatchOperator = '>' | '>=' | '<' | '<=' | '=' | '!='

/** What may be taken of a column of a table. */
export const folds = ['first', 'sum', 'min', 'max'] as const
export type Fold = (typeof folds)[number]

/** What is looked at: a declared fact of the answer, or one figure of a column of its table. */
export type Measure = { readonly fact: string } | { readonly column: string; readonly fold: Fold }

/** One comparison. */
export interface Test {
  readonly measure: Measure
  readonly relation: WatchOperator
  readonly value: number | string
}

/** Comparisons, joined; a group has at least two parts, none of them a group of the same kind. */
export type Condition = Test | { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] }

/** How long a condition must hold before it counts: so many readings in a row, or so many milliseconds. */
export type Hold = { readonly readings: number } | { readonly ms: number }

/** What follows `when`. What a person left out is missing here too, so that it is printed as it was typed. */
export interface When {
  readonly raise: Condition
  readonly hold?: Hold
  /** When an alert is over. */
  readonly until?: Condition
  /** Of `until`, if it isn't that of `raise`. */
  readonly untilHold?: Hold
}

/** The comparisons of a condition, in order. */
export const testsOf = (condition: Condition): readonly Test[] => {
  if ('measure' in condition) return [condition]
  return ('all' in condition ? condition.all : condition.any).flatMap(testsOf)
}

/** One text for one thing that is looked at. */
export const measureKey = (measure: Measure): string =>
  'fact' in measure ? `fact ${measure.fact}` : `${measure.fold} ${measure.column}`

/** The one thing that a condition looks at, if it is one. */
export const onlyMeasure = (condition: Condition): Measure | undefined => {
  const [first, ...others] = testsOf(condition).map(({ measure }) => measure)
  return first && others.every((other) => measureKey(other) === measureKey(first)) ? first : undefined
}
