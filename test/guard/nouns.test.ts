import { describe, expect, test } from 'vitest'
import { excused } from './excused.ts'
import { nouns } from './nouns.ts'
import { type Node, parsed, type Source, sources, visit } from './source.ts'

const folders = ['run', 'command', 'message', 'store', 'policy', 'config', 'outbox', 'cli', 'watch'].map(
  (name) => `src/${name}`,
)
const core = sources('src').filter(
  ({ path }) => path === 'src/app.ts' || folders.some((folder) => path.startsWith(`${folder}/`)),
)

/** An identifier as words: `approvalRule` is `approval rule`. */
const inWords = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')

/** What one place of the syntax tree says: an identifier in words, or text. */
const saidBy = ({ type, name, value }: Node): string | undefined => {
  if (type === 'Identifier' || type === 'PrivateIdentifier') return inWords(String(name))
  if (type === 'Literal' && typeof value === 'string') return value
  if (type === 'Literal' && value instanceof RegExp) return value.source
  if (type === 'TemplateElement') return String((value as { cooked?: string }).cooked)
  return undefined
}

/** Each noun that a file has in a string or an identifier, with the text around it. */
const nounsIn = (source: Source): readonly { readonly noun: string; readonly text: string }[] => {
  const found: { noun: string; text: string }[] = []
  visit(parsed(source), (node) => {
    const text = saidBy(node)
    if (text === undefined || text.startsWith('node:')) return
    for (const [noun] of text.matchAll(nouns)) found.push({ noun: noun.toLowerCase(), text })
  })
  return found
}

const reasonFor = (path: string, noun: string) =>
  excused.find(({ where, nouns: those }) => where === path && those.includes(noun))

describe('the core knows no system', () => {
  test('it names nothing of the first one, in strings or identifiers', () => {
    const named = core.flatMap((source) =>
      nounsIn(source)
        .filter(({ noun }) => !reasonFor(source.path, noun))
        .map(({ noun, text }) => `${source.path}: ${noun} in “${text}”`),
    )
    expect(named).toEqual([])
  })

  test('every excuse is needed', () => {
    const idle = excused.flatMap(({ where, nouns: those }) => {
      const source = core.find(({ path }) => path === where)
      const has = source ? nounsIn(source).map(({ noun }) => noun) : []
      return those.filter((noun) => !has.includes(noun)).map((noun) => `${where}: ${noun}`)
    })
    expect(idle).toEqual([])
  })

  test.for<[string, string]>([
    ['const nodeCount = 1', 'node'],
    ['export interface ApprovalRule {}', 'rule'],
    ["throw new Error('ask for one directive')", 'directive'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a template
    ['const say = `on ${many} nodes`', 'nodes'],
    ["const label = 'Open change request'", 'change request'],
    ['const openChangeRequest = 1', 'change request'],
    ['const verbs = /^the technique/', 'technique'],
    ["type Kind = 'rule'", 'rule'],
    ["const groups = { 'group of nodes': 1 }", 'group of nodes'],
  ])('%s is found', ([text, noun]) => {
    expect(nounsIn({ path: 'src/run/sample.ts', text })).toMatchObject([{ noun }])
  })

  test.for([
    "import { x } from 'node:fs'",
    '// a rule of Rudder reaches nodes\nconst x = 1',
    "const text = 'a nodeless ruler'",
    'const directiveless = 1',
  ])('%s is not', (text) => {
    expect(nounsIn({ path: 'src/run/sample.ts', text })).toEqual([])
  })
})
