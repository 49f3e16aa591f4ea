import { UserError } from '../../../errors.ts'
import type { MetricQuery, QueryMember } from '../../../metric-query.ts'
import { quoted } from '../../../quoted.ts'
import { atWallClock } from '../../../wall-clock.ts'
import { type MetricsQuery, mostRows } from '../shapes/index.ts'
import { allOf } from './conditions.ts'

/** From the first moment up to, not including, the last, on the clock of the zone that is asked for. */
interface Stretch {
  readonly from?: string
  readonly until?: string
}

/** What a question is asked about. */
interface About {
  readonly view: string
  readonly members: readonly QueryMember[]
  readonly stretch: Stretch | undefined
  readonly zone: string
}

/** Rill wants both ends of a stretch. */
const [first, last] = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']

const rangeOf = ({ from, until }: Stretch, zone: string): { readonly start: string; readonly end: string } => {
  const moment = (text: string) => new Date(atWallClock(text, zone)).toISOString().replace('.000Z', 'Z')
  return { start: from === undefined ? first : moment(from), end: until === undefined ? last : moment(until) }
}

/** The name of the column of a cut time, which no other column has. */
export const cutName = ({ time, dimensions, measures }: MetricQuery): string | undefined => {
  if (time?.grain === undefined) return undefined
  let name = `${time.dimension.slice(0, 80)}_${time.grain}`
  while (dimensions.includes(name) || measures.includes(name)) name += '_'
  return name
}

/** The query as Rill takes it; UserError for what it doesn't take. */
export const metricsQuery = (query: MetricQuery, { view, members, stretch, zone }: About): MetricsQuery => {
  const { measures, dimensions, time, where, order, limit = mostRows } = query
  if (limit > mostRows)
    throw new UserError(`Rill gives at most ${mostRows.toLocaleString('en-US')} rows; ask for fewer.`)
  const isMeasure = (name: string) => members.some((one) => one.name === name && one.kind === 'measure')
  const cut = cutName(query)
  const columns = [
    ...(time?.grain && cut !== undefined
      ? [{ name: cut, compute: { time_floor: { dimension: time.dimension, grain: time.grain } } }]
      : []),
    ...dimensions.map((name) => ({ name })),
  ]
  const ofRows = allOf(
    where.filter(({ member }) => !isMeasure(member)),
    members,
  )
  const ofSums = allOf(
    where.filter(({ member }) => isMeasure(member)),
    members,
  )
  const unselected = where.find(({ member }) => isMeasure(member) && !measures.includes(member))
  if (unselected) throw new UserError(`To compare ${quoted(unselected.member)}, show it too: add it to the measures.`)
  const sort = order.map(({ member, descending }) => ({
    name: cut !== undefined && member === time?.dimension ? cut : member,
    desc: descending,
  }))
  const sorted = sort.length > 0 || cut === undefined ? sort : [{ name: cut, desc: false }]
  return {
    metrics_view: view,
    ...(columns.length > 0 && { dimensions: columns }),
    ...(measures.length > 0 && { measures: measures.map((name) => ({ name })) }),
    ...(ofRows && { where: ofRows }),
    ...(ofSums && { having: ofSums }),
    ...(sorted.length > 0 && { sort: sorted }),
    ...(stretch && { time_range: rangeOf(stretch, zone) }),
    limit,
    time_zone: zone,
  }
}
