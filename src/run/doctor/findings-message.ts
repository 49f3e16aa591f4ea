import type { List, Message } from '../../message/message.ts'
import { count } from '../../message/time.ts'
import { listed } from '../../policy/scope-words.ts'
import { type Finding, levelCounts, levels } from './finding.ts'
import type { News } from './news.ts'

/** How many findings of one kind a message lists. */
const most = 15

/** `2 wrong, 1 warning, 14 fine`; `all 17 fine` if all are. */
export const tallied = (findings: readonly Finding[]): string => {
  const { wrong, warning, ok } = levelCounts(findings)
  if (wrong + warning === 0) return `all ${count(ok)} fine`
  const parts = [
    ...(wrong > 0 ? [`${count(wrong)} wrong`] : []),
    ...(warning > 0 ? [`${count(warning)} ${warning === 1 ? 'warning' : 'warnings'}`] : []),
    ...(ok > 0 ? [`${count(ok)} fine`] : []),
  ]
  return parts.join(', ')
}

/** Findings that say the same of different things, as one. */
const together = <F extends Pick<Finding, 'about' | 'says' | 'todo'>>(findings: readonly F[]): readonly F[] =>
  [...Map.groupBy(findings, ({ says, todo = '' }) => `${says} ${todo}`).values()].flatMap((same) => {
    const [first] = same
    return first === undefined ? [] : [{ ...first, about: listed([...new Set(same.map(({ about }) => about))]) }]
  })

/** Findings as a list, each with what to do. */
export const listOf = (
  title: string,
  findings: readonly Pick<Finding, 'about' | 'says' | 'todo'>[],
): readonly List[] =>
  findings.length === 0
    ? []
    : [
        {
          title,
          items: together(findings)
            .slice(0, most)
            .map(({ about, says, todo }) => ({ name: about, text: todo === undefined ? says : `${says} ${todo}` })),
          total: together(findings).length,
        },
      ]

const titles = { wrong: 'Wrong', warning: 'Warnings' } as const

/** What is wrong, then warnings. */
const problemLists = (findings: readonly Finding[]): readonly List[] =>
  levels.flatMap((level) =>
    level === 'ok'
      ? []
      : listOf(
          titles[level],
          findings.filter((one) => one.level === level),
        ),
  )

/** The checkup as a message: first what is wrong, with what to do, then warnings, then what is fine. */
export const checkupMessage = (findings: readonly Finding[], at: number): Message => {
  const fine = findings.filter(({ level }) => level === 'ok')
  return {
    tone: 'answer',
    title: fine.length === findings.length ? `Nothing is wrong: ${tallied(findings)}` : tallied(findings),
    lists: problemLists(findings),
    ...(fine.length > 0 && {
      table: {
        columns: [{ label: 'Fine' }, { label: 'What was found' }],
        rows: together(fine).map(({ about, says }) => [about, says]),
        total: together(fine).length,
      },
    }),
    provenance: { readAt: at, source: 'coxswain doctor' },
  }
}

/** The message for the operators' channel: what is new, and what is fixed. */
export const newsMessage = ({ worse, mended }: Pick<News, 'worse' | 'mended'>, at: number): Message => ({
  tone: 'answer',
  title:
    worse.length === 0
      ? `Mended: ${count(mended.length)} of what was wrong with me`
      : `To look at, about myself: ${tallied(worse)}`,
  lists: [...problemLists(worse), ...listOf('Mended', mended)],
  notes: [
    'I look daily and tell what is new, and what ends once more 7 days and 1 day before. “/cox doctor” looks now.',
  ],
  provenance: { readAt: at, source: 'coxswain doctor' },
})
