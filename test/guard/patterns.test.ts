import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSync } from 'recheck/lib/browser.js'
import { expect, test } from 'vitest'
import recheck from '../../node_modules/recheck/package.json' with { type: 'json' }
import { isFixed, refusedShape, withoutLooking } from './pattern-shape.ts'
import { type Node, parsed, type Source, sources, sourcesOfPackages, visit } from './source.ts'

/** One regular expression as it stands in a file. */
interface Pattern {
  readonly path: string
  readonly source: string
  readonly flags: string
}

/** A pattern that the checker can't read, and why it is linear all the same. */
const read: readonly { readonly where: string; readonly source: RegExp; readonly why: string }[] = [
  { where: 'src/message/literal.ts', source: /^\[\[.*\]\]$/, why: 'one class: one character at each place' },
  { where: 'src/message/literal.ts', source: /^\\p\{ExtPict\}/, why: 'at most 15 characters at each place' },
  {
    where: 'src/message/literal.ts',
    source: /^\[.*\]\{4,\}$/,
    why: 'one class, tried again only where fewer than 4 stood',
  },
]

/** The files that put patterns together, of parts that are constants of theirs. */
const composing: readonly { readonly where: string; readonly why: string }[] = [
  { where: 'src/message/literal.ts', why: 'joins the three patterns above by |' },
  { where: 'src/systems/parse-json.ts', why: 'names the two halves of a number that a double may not hold' },
  { where: 'packages/local-slack/src/escape.ts', why: 'joins five patterns by |' },
]

const patternsIn = (file: Source): readonly Pattern[] => {
  const found: Pattern[] = []
  visit(parsed(file), ({ type, regex }) => {
    if (type !== 'Literal' || typeof regex !== 'object' || regex === null) return
    const { pattern, flags } = regex as { readonly pattern: string; readonly flags: string }
    found.push({ path: file.path, source: pattern, flags })
  })
  return found
}

/** True where a file makes a pattern of a value; `match` and `search` make one of any text. */
const composes = (file: Source): boolean => {
  let isFound = false
  visit(parsed(file), ({ type, callee, arguments: given }) => {
    if (type !== 'NewExpression' && type !== 'CallExpression') return
    const { name, property } = (callee ?? {}) as Node
    const [first] = (given ?? []) as readonly Node[]
    const isText = first?.type === 'TemplateLiteral' || (first?.type === 'Literal' && typeof first.value === 'string')
    const method = String((property as Node | undefined)?.name)
    if (name === 'RegExp' || (isText && ['match', 'matchAll', 'search'].includes(method))) isFound = true
  })
  return isFound
}

type Verdicts = Record<string, string>

// What was judged once is not judged again: a verdict is of the pattern and the version of the checker alone.
const kept = join(import.meta.dirname, '../../.tmp/patterns', `${recheck.version}.json`)
const known = (): Verdicts => {
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Verdicts
  } catch {
    return {}
  }
}

const longestMs = 30_000

const judge = (source: string, flags: string): string => {
  const found = checkSync(source, flags, { checker: 'automaton', timeout: longestMs })
  if (found.status === 'safe') return 'linear'
  return found.status === 'vulnerable' ? found.complexity.type : `not judged: ${found.error.kind}`
}

/** What is wrong with a pattern: how its work grows, or why that can't be said; undefined for a linear one. */
const wrongWith = ({ path, source, flags }: Pattern, verdicts: Verdicts): string | undefined => {
  if (isFixed(source) || read.some((one) => one.where === path && one.source.test(source))) return undefined
  const ways = withoutLooking(source)
  if (ways === refusedShape) return refusedShape
  for (const way of ways) {
    const key = `/${way}/${flags}`
    verdicts[key] ??= judge(way, flags.replace('d', ''))
    if (verdicts[key] !== 'linear') return verdicts[key]
  }
  return undefined
}

const checkAll = (patterns: readonly Pattern[], verdicts: Verdicts = {}): readonly string[] =>
  patterns.flatMap((pattern) => {
    const wrong = wrongWith(pattern, verdicts)
    return wrong === undefined ? [] : [`${pattern.path}: /${pattern.source}/${pattern.flags}: ${wrong}`]
  })

const ours = [...sources('src', 'commands'), ...sourcesOfPackages()]

test('every pattern takes time in proportion to the text, whatever the text is', () => {
  const patterns = ours.flatMap(patternsIn)
  expect(patterns.length).toBeGreaterThan(200)
  const verdicts = known()
  const wrong = checkAll(patterns, verdicts)
  mkdirSync(join(kept, '..'), { recursive: true })
  writeFileSync(kept, JSON.stringify(Object.fromEntries(Object.entries(verdicts).filter(([, it]) => it === 'linear'))))
  expect(wrong).toEqual([])
}, 240_000)

test('a pattern is made of a value only in the files that are listed, and each of these does', () => {
  expect(ours.filter(composes).map(({ path }) => path)).toEqual(composing.map(({ where }) => where).toSorted(bySource))
  expect(read.filter(({ where, source }) => !ours.some((file) => file.path === where && patternsIn(file).some((one) => source.test(one.source))))).toEqual([]) // biome-ignore format: one rule a line
})

const order = new Map(ours.map(({ path }, at) => [path, at]))
const bySource = (a: string, b: string) => (order.get(a) ?? 0) - (order.get(b) ?? 0)

test.for([
  ['(a+)+$', 'exponential'],
  ['^(.*); (.*)!$', 'polynomial'],
  ['\\/+$', 'polynomial'],
  ['\\{[^}]+\\}', 'polynomial'],
  ['(?<!x)a+$', 'polynomial'],
  ['^a*a*(?!b)', 'polynomial'],
  ['(?<=^\\S+)\\s+', refusedShape],
  ['a(?=.*b)', refusedShape],
  ['^(`+)x\\1$', refusedShape],
])('%s would be found', ([source = '', wrong]) => {
  expect(checkAll([{ path: 'src/a.ts', source, flags: 's' }])[0]).toContain(wrong)
})

test('a pattern that is made of a value would be found', () => {
  const texts = ['new RegExp(name)', 'RegExp(name)', "text.match('a+')", 'text.search(`a`)']
  expect(texts.filter((text) => composes({ path: 'src/a.ts', text }))).toEqual(texts)
})
