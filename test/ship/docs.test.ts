import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { sources } from '../guard/source.ts'
import { fileText, repository } from './dockerfile.ts'

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...[
    'packages/local-slack/README.md',
    'packages/local-rudder/README.md',
    'packages/local-redash/README.md',
    'packages/local-lens/README.md',
    'packages/local-rill/README.md',
  ],
  ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** The links of a page that lead to nothing; `read` gives the text of a page, undefined where there is none. */
const broken = (page: string, read: (path: string) => string | undefined): readonly string[] =>
  [...(read(page) ?? '').replace(/```[\s\S]*?```/g, '').matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)]
    .map(([, to = '']) => to)
    .filter((to) => {
      const [path = '', anchor] = to.split('#')
      const file = path === '' ? page : normalize(join(dirname(page), path))
      const text = read(file)
      if (text === undefined) return true
      return anchor !== undefined && !anchorsOf(text).includes(anchor)
    })
    .map((to) => `${page}: ${to}`)

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )

const onDisk = (path: string): string | undefined => {
  const full = join(repository, path)
  if (!existsSync(full)) return undefined
  return /\.[a-z]+$/.test(path) && !path.endsWith('.png') ? readFileSync(full, 'utf8') : ''
}

test('every link between the pages leads somewhere', () => {
  expect(pages.length).toBeGreaterThan(15)
  expect(pages.flatMap((page) => broken(page, onDisk))).toEqual([])
})

test('one that does not would be found', () => {
  const files: Readonly<Record<string, string>> = {
    'docs/a.md': '# One word\n[b](b.md) [c](c.md#two-words) [d](#one)',
    'docs/c.md': '## Two, words',
  }
  expect(broken('docs/a.md', (path) => files[path])).toEqual(['docs/a.md: b.md', 'docs/a.md: #one'])
})

/** What the examples of CONTRIBUTING make, which isn't there before. */
const made = /\b(?:depot|local-depot|rule-tags\.ts|rule-rename\.ts|waiting\.ts|009-notices\.ts|notices\.ts)(?:\/|$)/

/** The paths of the repository that a page names, `*` and `<system>` standing for any. */
const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w./-])(?:src|commands|test|packages|docs|deploy)\/[\w./*<>-]*/g)]
    .map(([path]) => path.replace(/[./]+$/, ''))
    // `deploy/coxswain` is a deployment of Kubernetes.
    .filter((path) => !made.test(path) && path !== 'deploy/coxswain')

const missing = (text: string, isThere: (pattern: string) => boolean): readonly string[] => [
  ...new Set(pathsIn(text).filter((path) => !isThere(path.replace(/<\w+>/g, '*')))),
]

test('every path that a page names is there', () => {
  // A package names its own files from its own folder; what was in a former version stays in its changelog.
  const all = pages
    .filter((page) => page !== 'CHANGELOG.md')
    .map((page) => {
      const folders = ['', page.startsWith('packages/') ? dirname(page) : '']
      const isThere = (pattern: string) =>
        folders.some((cwd) => globSync(pattern, { cwd: join(repository, cwd) }).length > 0)
      return [page, missing(fileText(page), isThere)] as const
    })
  expect(pathsIn(fileText('docs/architecture.md')).length).toBeGreaterThan(100)
  expect(all.filter(([, paths]) => paths.length > 0)).toEqual([])
})

test('one that is not would be found, in code too', () => {
  const text = 'See `src/a.ts`, src/<system>/b.ts.\n```\nsrc/gone.ts\n```\n[x](../docs/c.md) `x/src/d.ts`'
  expect(missing(text, (path) => ['src/a.ts', 'src/*/b.ts'].includes(path))).toEqual(['src/gone.ts'])
})

const source = sources('src', 'commands').map(({ text }) => text.replaceAll('\\`', '`').replaceAll("\\'", "'"))

/** A sentence with “…” for what changes is there where one file has all of its fixed parts. */
const isSaid = (sentence: string): boolean => {
  const parts = sentence
    .split('…')
    .map((part) => part.trim().replace(/^[.,;:)]+$/, ''))
    .filter((part) => part !== '')
  return parts.length > 0 && source.some((text) => parts.every((part) => text.includes(part)))
}

test('the sentences of troubleshooting are those of the code', () => {
  const rows = fileText('docs/troubleshooting.md')
    .split('\n')
    .filter((line) => line.startsWith('| “'))
  const sentences = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/“([^”]+)”/g)].map(([, one = '']) => one),
  )
  expect(sentences.length).toBeGreaterThan(30)
  expect(sentences.filter((one) => !isSaid(one))).toEqual([])
  expect(isSaid('Rudder … is on holiday.')).toBe(false)
})

test('every table of the database is among the data kept, and for how long as the bot forgets it', () => {
  const [, schema = ''] = /export interface Schema \{([^}]+)\}/.exec(fileText('src/store/schema.ts')) ?? []
  const tables = [...schema.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name).sort()
  const rows = [...fileText('docs/data.md').matchAll(/^\| (`[^|]+`) \|[^|]+\| ([^|]+) \|$/gm)]
  const told = rows.flatMap(([, names = '', long = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => ({ name, days: /\bdays?\b/.test(long) })),
  )
  expect(told.map(({ name }) => name).sort()).toEqual(tables)
  const forgets = ['forget', 'forget-proposals', 'forget-tables', 'forget-keys', 'forget-watches']
  const source = forgets.map((name) => fileText(`src/store/${name}.ts`)).join('')
  const forgotten = [...source.matchAll(/deleteFrom\('(\w+)'\)/g)].map(([, name]) => name)
  expect(
    told
      .filter(({ days }) => days)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(forgotten.sort())
})
