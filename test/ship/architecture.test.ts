import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportedBy } from '../guard/source.ts'
import { leaves, table, type Use } from '../guard/table.ts'
import { fileText, repository } from './dockerfile.ts'

const page = fileText('docs/architecture.md')

/** The rows of the tables below a heading, up to the next one: their cells. */
const rowsUnder = (heading: string, text = page): readonly (readonly string[])[] => {
  const [, after = ''] = text.split(`${heading}\n`)
  const [section = ''] = after.split(/^#+ /m)
  return [...section.matchAll(/^\| (.+) \|$/gm)]
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
    .slice(1)
}

const words = (use: Use): string => (use === 'all' ? '' : use === 'types' ? ' (types)' : ' (in part)')

/** As the page writes a row of the table of imports. */
const imports = (row: Readonly<Record<string, Use>>): string =>
  Object.entries(row)
    .map(([part, use]) => `\`${part}\`${words(use)}`)
    .join(', ')

test('the table of imports is the one that is enforced', () => {
  const told = rowsUnder('### Who may import whom').map(([part = '', , may = '']) => [part, may])
  const enforced = Object.entries(table).filter(([part]) => !leaves.includes(part))
  expect(told).toEqual(enforced.map(([part, row]) => [`\`${part}\``, imports(row)]))
})

test('it names the leaves', () => {
  const [, named = ''] = /may import the leaves: ([^.]+)\./.exec(page) ?? []
  expect([...named.matchAll(/`([^`]+)`/g)].map(([, leaf]) => leaf)).toEqual(leaves)
})

/** What the third column of the glossary says is in a file, and isn't exported there. */
const notExported = (rows: readonly (readonly string[])[], read: (path: string) => string | undefined) =>
  rows.flatMap(([term = '', , where = '']) => {
    const places = [...where.matchAll(/`(\w+)` in `([^`]+)`/g)]
    const isPath = where !== '' && existsSync(join(repository, where.replaceAll('`', '')))
    if (places.length === 0 && !isPath) return [`${term}: nowhere`]
    return places.flatMap(([, name = '', path = '']) => {
      const text = read(path)
      return text !== undefined && exportedBy({ path, text }).includes(name) ? [] : [`${term}: ${name} in ${path}`]
    })
  })

const onDisk = (path: string): string | undefined =>
  existsSync(join(repository, path)) ? readFileSync(join(repository, path), 'utf8') : undefined

test('each term of the glossary is exported where the page says', () => {
  const rows = rowsUnder('## Glossary')
  expect(rows.length).toBeGreaterThan(40)
  expect(notExported(rows, onDisk)).toEqual([])
})

test('one that is not would be found', () => {
  const files: Readonly<Record<string, string>> = { 'src/a.ts': 'export interface Claim {}\ninterface Vote {}' }
  const rows = [
    ['claim', 'x', '`Claim` in `src/a.ts`'],
    ['vote', 'x', '`Claim` in `src/a.ts`, `Vote` in `src/a.ts`'],
    ['permit', 'x', '`Permit` in `src/gone.ts`'],
    ['lease', 'x', ''],
    ['hold', 'x', '`src/gone/`'],
  ]
  expect(notExported(rows, (path) => files[path])).toEqual([
    'vote: Vote in src/a.ts',
    'permit: Permit in src/gone.ts',
    'lease: nowhere',
    'hold: nowhere',
  ])
})

test('each stored name with another word is a column', () => {
  const schema = `${fileText('src/store/schema.ts')}\n${fileText('src/store/schema-of-posts.ts')}`
  const named = rowsUnder('### Stored names that are older than the words').flatMap(([cell = '']) =>
    [...cell.matchAll(/`(\w+)\.(\w+)`/g)].map(([, name = '', column = '']) => ({ name, column })),
  )
  expect(named.length).toBeGreaterThan(8)
  for (const { name, column } of named) {
    const [, type = ''] = new RegExp(`^ {2}${name}: (\\w+)$`, 'm').exec(schema) ?? []
    const [, body = ''] = new RegExp(`^export interface ${type} \\{$([\\s\\S]*?)^\\}$`, 'm').exec(schema) ?? []
    expect(body, name).toMatch(new RegExp(`^ {2}${column}: `, 'm'))
  }
})
