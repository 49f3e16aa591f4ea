import type { Parameter, Query } from '../state.ts'

/** What is special about a query of the seed. */
export interface Draft {
  readonly id: number
  readonly name: string
  readonly sql: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly tags?: readonly string[]
  readonly source?: number | null
  readonly user?: number
  /** It was run, with its stored defaults if it has parameters. */
  readonly ran?: true
  readonly more?: Partial<Pick<Query, 'archived' | 'draft' | 'schedule'>>
  readonly limited?: true
}

const titled = (name: string) => name.replace(/_/g, ' ').replace(/\b\w/g, (letter) => letter.toUpperCase())

/** A parameter with its stored default. */
export const parameter = (
  name: string,
  type: string,
  value: unknown,
  more: Partial<Pick<Parameter, 'enumOptions' | 'queryId' | 'regex' | 'multiValuesOptions'>> = {},
): Parameter => ({ name, type, title: titled(name), value, global: false, locals: [], ...more })

/** The states of an order, as an enumeration lists them. */
export const enumOptions = 'new\npaid\nshipped\nreturned\ncancelled'
