import type { Unit } from '../../message/message.ts'
import type { Condition, Test, WatchOperator, When } from './condition.ts'
import { type FigureOf, truthOf } from './truth.ts'

/** How far back a figure must go before an alert is over, if `until` doesn't say. */
const back = 0.3

const opposite: Readonly<Record<WatchOperator, WatchOperator>> = {
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
  '=': '!=',
  '!=': '=',
}

// As many decimals as can be typed.
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

/** The figure that counts as back: 30% nearer to zero; of a percentage that is too low, 30% nearer to 100. */
const backValue = (relation: WatchOperator, value: number, unit: Unit): number => {
  if (relation === '>' || relation === '>=') return rounded(value - back * Math.abs(value))
  const room = unit === 'percent' && value >= 0 && value <= 100 ? 100 - value : Math.abs(value)
  return rounded(value + back * room)
}

const backTest = (test: Test, unit: Unit): Test => {
  const { measure, relation, value } = test
  if (typeof value === 'string' || relation === '=' || relation === '!=')
    return { measure, relation: opposite[relation], value }
  const moved = backValue(relation, value, unit)
  if (moved === value) return { measure, relation: opposite[relation], value }
  return { measure, relation: relation === '>' || relation === '>=' ? '<=' : '>=', value: moved }
}

/** When an alert of this condition is over, if `until` doesn't say. */
const backOf = (condition: Condition, unitOf: (test: Test) => Unit): Condition => {
  if ('measure' in condition) return backTest(condition, unitOf(condition))
  if ('any' in condition) return { all: condition.any.map((part) => backOf(part, unitOf)) }
  return { any: condition.all.map((part) => backOf(part, unitOf)) }
}

/** When an alert is over: what `until` says, else 30% back. */
export const closingOf = ({ raise, until }: When, unitOf: (test: Test) => Unit): Condition =>
  until ?? backOf(raise, unitOf)

/**
 * Whether an answer lets an alert be over. As long as its condition holds it is not, whatever `until` says, so no figure
 * both raises and closes it.
 */
export const isBack = (raise: Condition, closing: Condition, figureOf: FigureOf): boolean | undefined => {
  const isRaised = truthOf(raise, figureOf)
  if (isRaised === true) return false
  const isClosing = truthOf(closing, figureOf)
  return isClosing === true && isRaised === undefined ? undefined : isClosing
}
