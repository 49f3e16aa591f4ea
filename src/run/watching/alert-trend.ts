import { clip } from '../../message/clip.ts'
import { count, duration, isNear, moment } from '../../message/time.ts'
import { measureKey, type Test } from '../../watch/condition/condition.ts'
import { unitOf } from '../../watch/condition/fit.ts'
import type { AlertAbout } from './alert-about.ts'
import { keptFigures } from './figures.ts'
import { subjectOf } from './watched.ts'
import { heldTests, measureWords, withUnit } from './wording.ts'

const hourMs = 60 * 60_000
/** What a lock screen shows. */
const seen = 80
/** How much of the name of what is watched is left at least. */
const least = 12

type Trends = Pick<AlertAbout, 'when' | 'offer' | 'alert' | 'last' | 'before' | 'raised'>

/** What is beyond its threshold, each once. */
const testsIn = ({ when, last, raised }: Trends): readonly Test[] => {
  const held = heldTests(when.raise, keptFigures(last?.figures ?? raised.figures))
  return [...new Map(held.map((test) => [measureKey(test.measure), test])).values()]
}

const wasWords = ({ offer, alert, raised: { was } }: Trends, test: Test): string | undefined => {
  const figure = was && keptFigures(was.figures)(test.measure)
  if (!was || figure === undefined || figure === null) return undefined
  return `was ${withUnit(figure, test, offer)}${alert.since - was.at > hourMs ? ` at ${moment(was.at)}` : ''}`
}

const changed = ({ last, before }: Trends, { measure }: Test): number | undefined => {
  const [from, to] = [before, last].map((one) => one && keptFigures(one.figures)(measure))
  return typeof from === 'number' && typeof to === 'number' && from !== to ? to - from : undefined
}

/** `rising, +7 in 5 min`, as of the last two readings. */
const movedWords = (about: Trends, test: Test): string | undefined => {
  const { last, before, offer } = about
  const change = changed(about, test)
  if (change === undefined || !last || !before) return undefined
  const points = unitOf(test, offer) === 'percent' ? (Math.abs(change) === 1 ? ' point' : ' points') : ''
  const by = `${change > 0 ? '+' : '−'}${count(Math.abs(change))}${points}`
  return `${change > 0 ? 'rising' : 'falling'}, ${by} in ${duration(last.at - before.at)}`
}

/** What became of each figure: `was 0`, `rising, +7 in 5 min`; with the name of the figure if there are several. */
export const trendOf = (about: Trends): readonly string[] => {
  const tests = testsIn(about)
  return tests.flatMap((test) => {
    const words = [wasWords(about, test), movedWords(about, test)].filter((one) => one !== undefined)
    return tests.length > 1 && words.length > 0 ? [`${measureWords(test.measure)} ${words.join(', ')}`] : words
  })
}

/** Since when, without seconds, and with its day only if that may be another. */
const sinceWords = ({ alert: { since }, last }: Trends): string =>
  isNear(since, last?.at ?? since) ? moment(since).slice('2026-11-30 '.length) : moment(since)

/**
 * What a lock screen shows of an open alert: the connection, what, how many and since when, as far as there is room; then
 * where it goes.
 */
export const noticeOf = (about: AlertAbout, word: string): string => {
  const { watched, offer, last, raised } = about
  const figureOf = keptFigures(last?.figures ?? raised.figures)
  const tests = testsIn(about)
  const figures = tests.map((test) => `${measureWords(test.measure)} ${withUnit(figureOf(test.measure), test, offer)}`)
  const [begin, end] = [`${word} ${watched.row.connection}: `, `: ${figures.join(', ')} since ${sinceWords(about)}`]
  const what = clip(subjectOf(watched.row), Math.max(least, seen - begin.length - end.length))
  const [first] = tests
  const change = first && changed(about, first)
  const goes = change === undefined ? '' : change > 0 ? ', rising' : ', falling'
  return `${begin}${what}${end}${goes}`
}
