import type { LensState } from '../state.ts'
import { titleOf } from '../titles.ts'
import { memberOf } from './members.ts'
import type { Query } from './query.ts'

const annotated = (state: LensState, name: string) => {
  const { is, table, of } = memberOf(state, name)
  const titles = { title: `${table.title} ${titleOf(of.name)}`, shortTitle: titleOf(of.name) }
  if (is === 'segment') return titles
  const described = { ...titles, ...(of.description !== undefined && { description: of.description }) }
  if (is === 'dimension') return { ...described, type: of.type, ...(of.isSecured && { meta: { secured: true } }) }
  return {
    ...described,
    type: 'number',
    ...(of.format !== undefined && { format: of.format }),
    drillMembers: [],
    drillMembersGrouped: { measures: [], dimensions: [] },
  }
}

/** What each column of an answer is. */
export const annotation = (state: LensState, { measures, dimensions, segments, timeDimensions }: Query) => {
  const of = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, annotated(state, name)]))
  const times = timeDimensions.flatMap(({ dimension, granularity }) =>
    granularity ? [`${dimension}.${granularity}`, dimension] : [],
  )
  return {
    measures: of(measures),
    dimensions: of(dimensions),
    segments: of(segments),
    timeDimensions: Object.fromEntries(
      times.map((name) => [name, annotated(state, name.split('.').slice(0, 2).join('.'))]),
    ),
  }
}
