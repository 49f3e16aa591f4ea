import type { SQLInputValue } from 'node:sqlite'
import { failed } from '../failed.ts'

/** A name, a value, or a condition on them. */
export interface Expression {
  readonly name?: string
  readonly val?: unknown
  readonly cond?: { readonly op: string; readonly exprs: readonly Expression[] }
}

const signs: Readonly<Record<string, string>> = { eq: '=', neq: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' }

const bound = (value: unknown): SQLInputValue =>
  typeof value === 'boolean' ? Number(value) : ((value ?? null) as SQLInputValue)

/** The SQL of an expression; its values go to `values`, in the order of their question marks. */
export function condition(
  expression: Expression,
  of: 'where' | 'having',
  values: SQLInputValue[],
  columnOf: (name: string) => string,
): string {
  const inner = (one: Expression | undefined): string => {
    if (one?.cond) return condition(one, of, values, columnOf)
    if (one?.name !== undefined) return columnOf(one.name)
    if (Array.isArray(one?.val)) {
      values.push(...one.val.map(bound))
      return `(${one.val.map(() => '?').join(', ')})`
    }
    values.push(bound(one?.val))
    return '?'
  }
  const { op, exprs } = expression.cond ?? { op: '', exprs: [] }
  if (op === 'and' || op === 'or') return `(${exprs.map(inner).join(op === 'and' ? ' AND ' : ' OR ')})`
  if (op === 'in' || op === 'nin') return `${inner(exprs[0])} ${op === 'in' ? 'IN' : 'NOT IN'} ${inner(exprs[1])}`
  if (op === 'ilike' || op === 'nilike')
    return `${inner(exprs[0])} ${op === 'ilike' ? 'LIKE' : 'NOT LIKE'} ${inner(exprs[1])}`
  const sign = signs[op]
  if (sign === undefined)
    throw failed(400, `failed to compile '${of}': invalid expression operator ${JSON.stringify(op)}`)
  const [left, right] = exprs
  if (right && 'val' in right && right.val === null) return `${inner(left)} IS ${op === 'neq' ? 'NOT NULL' : 'NULL'}`
  return `${inner(left)} ${sign} ${inner(right)}`
}
