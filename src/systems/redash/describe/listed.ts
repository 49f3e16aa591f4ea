import { quoted } from '../../../quoted.ts'
import type { Selection } from '../reads/selection.ts'

/** The name of an object in a list, with its state if that is unusual. */
export const listedName = ({
  name,
  is_archived,
  is_draft,
}: {
  readonly name: string
  readonly is_archived: boolean
  readonly is_draft: boolean
}): string => name + (is_archived ? ' (archived)' : is_draft ? ' (draft)' : '')

/** What a list was narrowed to, as it stands after what it lists; `where` says of what the words are. Empty for all. */
const selectionInWords = ({ words, tags }: Selection, where: string): string =>
  [
    ...(words === undefined ? [] : [`with ${quoted(words)}${where}`]),
    ...(tags.length === 0 ? [] : [`tagged ${tags.map((tag) => `#${tag}`).join(' ')}`]),
  ].join(', ')

const names = {
  query: { all: 'queries', where: '', line: 'redash queries' },
  dashboard: { all: 'dashboards', where: ' in the name', line: 'redash dashboards' },
} as const

/** The heading of a list: `4 queries with “orders”, tagged #sales`. */
export const listTitle = (kind: keyof typeof names, count: number, selection: Selection): string => {
  const many = count === 1 ? kind : names[kind].all
  return `${count.toLocaleString('en-US')} ${many} ${selectionInWords(selection, names[kind].where)}`.trim()
}

/** The answer of a list without anything, and what to do about it. */
export const emptyList = (kind: keyof typeof names, selection: Selection) => {
  const matching = selectionInWords(selection, names[kind].where)
  return matching === ''
    ? {
        title: `No ${kind} is offered here`,
        lead: 'Whoever runs the bot can offer some: “expose:” in the settings of the connection.',
        next: [],
      }
    : { title: `No ${kind} ${matching} is offered here`, next: [names[kind].line] }
}
