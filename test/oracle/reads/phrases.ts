import { tenth } from '../truth/figures.ts'
import { type State, states } from '../truth/states.ts'
import type { Scope, Truth } from '../truth/truth.ts'
import type { Reading } from './answer.ts'

/** A number as messages write it. */
export const number = '(\\d[\\d,]*)'

const unseen: readonly (readonly [State, string])[] = [
  ['silent', '(?:is|are) silent'],
  ['pending', '(?:is|are) pending'],
  ['not reporting', '(?:has|have) reports switched off'],
  ['ignored', '(?:is|are) ignored'],
  ['no checks', '(?:has|have) no checks'],
]

/** A headline tells of all the nodes that it does not know, and of no others; `but` for those that are told elsewhere. */
export const tellsUnseen = (reading: Reading, tally: Scope['tally'], but: readonly State[] = []): void => {
  for (const [state, words] of unseen) {
    if (but.includes(state)) continue
    const nodes = tally[state]
    reading.says('title', new RegExp(`${number}(?: nodes?)? ${words}`), nodes > 0 ? [nodes] : undefined)
  }
}

const spoken: Readonly<Partial<Record<State, string>>> = {
  error: 'in error',
  'no checks': 'without any check',
  ignored: 'ignored by Rudder',
}

/** `19 in error, 22 compliant` is said of all states, or of some. */
export const tellsTally = (
  says: (pattern: RegExp, expected: readonly number[] | undefined) => void,
  tally: Scope['tally'],
  some: readonly State[] = states,
): void => {
  for (const state of states) {
    const nodes = some.includes(state) ? tally[state] : 0
    says(new RegExp(`${number} ${spoken[state] ?? state}(?![\\w-])`), nodes > 0 ? [nodes] : undefined)
  }
}

/** `97.3% compliant, 12% of its checks pending`, or why there is no figure. */
export const tellsFigure = (
  says: (pattern: RegExp, expected: readonly string[] | undefined) => void,
  { figure, pending, counts }: Pick<Scope, 'figure' | 'pending' | 'counts'>,
  withPending = true,
): void => {
  says(/([\d.]+%) compliant/, figure === null ? undefined : [`${tenth(figure)}%`])
  const isTold = withPending && figure !== null && pending > 0
  says(/([\d.]+%) of its checks pending/, isTold ? [`${tenth(pending)}%`] : undefined)
  const isWaiting = figure === null && counts.has('applying')
  says(/(no figure yet)/, isWaiting ? ['no figure yet'] : undefined)
  const isOff = figure === null && !isWaiting && counts.has('reportsDisabled')
  says(/(reports are switched off)/, isOff ? ['reports are switched off'] : undefined)
}

const glob = (pattern: string) => {
  const [start = '', end = ''] = pattern.split('*')
  return (name: string) => name.startsWith(start) && name.endsWith(end)
}

/** `41 *.lyon2.acme.net, jump-01 and 3 more`: every number fits these hosts, and together they are all of them. */
export const tellsHosts = (reading: Reading, where: string, name: string, hosts: readonly string[]): void => {
  const list = reading.textOf(where, name).split(' · ').at(-1) ?? ''
  const counted = [...list.matchAll(/(\d+) (\S*\*[^\s,]*)/gu)]
  let sum = 0
  for (const [, many, like = ''] of counted) {
    sum += Number(many)
    const due = hosts.filter(glob(like)).length
    if (Number(many) !== due) reading.wrong(`${where}, ${name}: ${many} ${like}, should be ${due}`)
  }
  const more = Number(/and (\d+) more/u.exec(list)?.[1] ?? 0)
  const alone = hosts.filter((host) => [host, shortOf(host)].some((one) => isWord(list, one))).length
  if (sum + more + alone !== hosts.length)
    reading.wrong(`${where}, ${name}: ${sum} alike, ${alone} by name and ${more} more of ${hosts.length}: ${list}`)
  reading.takeOf(where, name, /\d+ \S*\*[^\s,]*/)
  reading.takeOf(where, name, /and \d+ more/)
}

const shortOf = (host: string) => host.slice(0, host.indexOf('.'))
const isWord = (text: string, word: string) => text.split(/[\s,()]+/u).includes(word)

/** The list of where nodes are, by how their names are alike. */
export const tellsWhere = (reading: Reading, title: string, hosts: readonly string[]): void => {
  const where = `list ${title}`
  const names = reading.names(where)
  if (names.length === 0 && hosts.length > 0) {
    reading.wrong(`${where}: not there`)
    return
  }
  let sum = 0
  for (const name of names) {
    const its = hosts.filter(glob(name.includes('*') ? name : `${name}*`))
    sum += its.length
    if (its.length === 0) reading.wrong(`${where}: ${name} is none of them`)
    if (hosts.length > 6) reading.saysOf(where, name, /(\d+) nodes?/, [its.length])
  }
  const list = reading.message.lists?.find((one) => one.title === title)
  const isWhole = names.length === (list?.total ?? names.length)
  if (isWhole ? sum !== hosts.length : sum > hosts.length) reading.wrong(`${where}: ${sum} of ${hosts.length}`)
}

/** `, 41 of them *.lyon2.acme.net`: a part of some hosts that are alike, at the end of something. */
export const tellsMostly = (reading: Reading, where: string, hosts: readonly string[]): void => {
  const of = /(\d+|all) of them (\S*\*\S*)/u.exec(reading.text(where))
  if (!of) return
  const [, many = '', like = ''] = of
  const due = hosts.filter(glob(like)).length
  if ((many === 'all' ? hosts.length : Number(many)) !== due) reading.wrong(`${where}: ${of[0]}, should be ${due}`)
  if (due * 2 < hosts.length) reading.wrong(`${where}: ${of[0]} is less than half`)
  reading.take(where, /(?:\d+|all) of them \S*\*\S*/)
}

/** The names of nodes. */
export const hostsOf = (nodes: Iterable<{ readonly hostname: string }>): readonly string[] =>
  [...nodes].map(({ hostname }) => hostname)

/** Of some nodes those in these states. */
export const inState = ({ nodes }: Scope, ...some: readonly State[]): readonly string[] =>
  hostsOf([...nodes].flatMap(([node, state]) => (some.includes(state) ? [node] : [])))

/** `agents report every 5 min` */
export const tellsInterval = ({ message, wrong }: Reading, { state }: Truth): void => {
  const due = `agents report every ${Number(state.settings.run_frequency)} min`
  if (message.provenance?.renewed !== due) wrong(`renewed: ${message.provenance?.renewed}, should be ${due}`)
}
