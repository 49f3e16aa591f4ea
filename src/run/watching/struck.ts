import { grouped, mostAlike } from '../../alike.ts'
import type { Alarm } from '../../command/answer.ts'
import { literal } from '../../message/literal.ts'
import { count } from '../../message/time.ts'

/** The hosts that the alerts of a storm name. All of it is JSON. */
export interface Struck {
  /** What they are, as it follows a number: `failing nodes`. */
  readonly what: string
  readonly names: readonly string[]
  /** There are more than these. */
  readonly isPart?: true
}

/** How many hosts are remembered by name. */
const most = 200
/** Fewer have nothing to tell in common. */
const fewest = 3

/** The hosts so far, and those that one more alert names. */
export const struckBy = (before: Struck | undefined, alarm: Alarm | undefined): Struck | undefined => {
  const which = alarm?.which
  if (!which) return before
  const found = which.items.map((item) => literal(typeof item === 'string' ? item : (item.name ?? item.text), 80))
  const names = [...new Set([...(before?.names ?? []), ...found])]
  const isPart = before?.isPart || names.length > most || (which.total ?? 0) > found.length
  const what = before === undefined || before.what === which.title ? which.title : 'hosts'
  return { what, names: names.slice(0, most), ...(isPart && { isPart: true }) }
}

/** `41 of 46 failing nodes are *.lyon2.acme.net.`; undefined if fewer than half have anything in common. */
export const struckWords = ({ what, names, isPart }: Struck): string | undefined => {
  const alike = mostAlike(grouped(names.map((name) => ({ name }))))
  const many = alike?.hosts.length ?? 0
  if (!alike || many < fewest) return undefined
  const of = isPart
    ? `At least ${count(many)}`
    : many === names.length
      ? `All ${count(many)}`
      : `${count(many)} of ${count(names.length)}`
  return `${of} ${what} are ${alike.like}.`
}
