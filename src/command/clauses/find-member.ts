import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import type { MemberKind, QueryMember } from '../../metric-query.ts'
import { quoted } from '../../quoted.ts'
import { fold } from '../fold.ts'
import { nearestWord } from '../nearest.ts'
import { clauseWords, said } from './cursor.ts'
import type { TypedName } from './typed-clauses.ts'

const MOST = 5

/** The part of a full name before its last dot; empty if it has none. */
export const tableOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')))

const bareOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

const kindWords: Readonly<Record<MemberKind, string>> = {
  measure: 'measure',
  dimension: 'dimension',
  segment: 'segment',
}

/** Names in a sentence: `“a”, “b” or “c”`. */
const either = (names: readonly string[]): string => {
  const shown = names.map((name) => quoted(literal(name, 60)))
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}

/** The members of a system by what people may call them, made once for all names of a query. */
export class Members {
  readonly all: readonly QueryMember[]
  readonly #full = new Map<string, QueryMember[]>()
  readonly #bare = new Map<string, QueryMember[]>()
  readonly #also = new Map<string, QueryMember[]>()

  constructor(all: readonly QueryMember[]) {
    this.all = all
    const add = (map: Map<string, QueryMember[]>, name: string, member: QueryMember) => {
      const key = fold(name)
      const held = map.get(key)
      if (held === undefined) map.set(key, [member])
      else if (!held.includes(member)) held.push(member)
    }
    for (const member of all) {
      add(this.#full, member.name, member)
      add(this.#bare, bareOf(member.name), member)
      for (const title of member.also ?? []) add(this.#also, title, member)
    }
  }

  /** The members that a name may mean: by full name, else by bare name, else by title. */
  called(text: string): readonly QueryMember[] {
    const key = fold(text)
    return this.#full.get(key) ?? this.#bare.get(key) ?? this.#also.get(key) ?? []
  }
}

/**
 * The member of one of these kinds that a name means: by its full name, by its name within its table if no other table
 * has it, or by its title. `tables` are those that the line names in full: a bare name of theirs comes first. Throws
 * UserError that says what there is.
 */
export const findMember = (
  name: TypedName,
  kinds: readonly MemberKind[],
  {
    members,
    tables,
    clause,
  }: { readonly members: Members; readonly tables: ReadonlySet<string>; readonly clause: string },
): QueryMember => {
  const called = members.called(name.text)
  const fitting = called.filter(({ kind }) => kinds.includes(kind))
  const near = fitting.filter((member) => tables.has(tableOf(member.name)))
  const [one, ...others] = near.length > 0 ? near : fitting
  if (one !== undefined && others.length === 0) return one
  if (one !== undefined) {
    const names = [one, ...others].map((member) => member.name)
    const more = names.length > MOST ? `, and ${names.length - MOST} more` : ''
    throw new UserError(`${said(name)} could be ${either(names.slice(0, MOST))}${more}. Type its full name.`)
  }
  const wanted = kinds.map((kind) => kindWords[kind]).join(' or ')
  const [other] = called
  if (other?.kind === 'dimension' && kinds.length === 1 && kinds[0] === 'measure')
    throw new UserError(`${said(name)} is a dimension, not a measure. Put it after “by”.`)
  if (other !== undefined)
    throw new UserError(`${said(name)} is a ${kindWords[other.kind]}, and ${clause} takes a ${wanted}.`)
  throw unknownMember(name, kinds, wanted, members)
}

const unknownMember = (name: TypedName, kinds: readonly MemberKind[], wanted: string, { all }: Members): UserError => {
  const names = all.filter(({ kind }) => kinds.includes(kind)).map((member) => member.name)
  const typed = name.text.slice(0, 100)
  const full = nearestWord(typed, names)
  const bare = nearestWord(typed, names.map(bareOf))
  const meant = typed.includes('.') ? full : (names.find((one) => bareOf(one) === bare) ?? full)
  const word = name.quoted ? undefined : nearestWord(typed, clauseWords)
  const offers = [...(meant === undefined ? [] : [meant]), ...(word === undefined || meant !== undefined ? [] : [word])]
  const hint = offers.length === 0 ? '' : ` Did you mean ${either(offers)}?`
  // No candidates: a press would type the name alone, and not in its place in the line.
  return new UserError(`There is no ${wanted} called ${said(name)}.${hint}`)
}
