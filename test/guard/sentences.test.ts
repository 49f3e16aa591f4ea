import { expect, test } from 'vitest'
import { type Node, parsed, type Source, sources, visit } from './source.ts'

/** Where the text of an error is looked at, because somebody else wrote it and gave it no code. */
const allowed: readonly { readonly where: string; readonly why: string }[] = [
  { where: 'src/store/sqlite.ts', why: 'SQLite has one code for every mistake in SQL' },
  { where: 'src/store/trouble.ts', why: 'node-postgres gives no code for a connection that it lost' },
  { where: 'src/systems/redash/protocol/refusals.ts', why: 'Redash has one status for much, and no codes' },
  { where: 'src/store/why-not-opened.ts', why: 'PgBouncer has one code for everything that it refuses' },
]

/** What an error says; `message` is also a field of chat messages, which nobody compares with a text. */
const texts = new Set(['detail', 'message'])
const matching = new Set([
  ...['test', 'exec', 'match', 'matchAll', 'search', 'includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf'],
  ...['localeCompare', 'has', 'get'],
])

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
const list = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : [])

/** The name of an identifier or the value of a literal. */
const named = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value ?? '') : '')

/** Whether what an expression gives is, or has in it, what an error says; `names` are the variables that hold that. */
const holds = (node: unknown, names: ReadonlySet<string>): boolean => {
  if (!isNode(node)) return false
  const any = (...parts: readonly unknown[]) => parts.some((part) => holds(part, names))
  switch (node.type) {
    case 'Identifier':
      return names.has(String(node.name))
    case 'MemberExpression':
      return texts.has(named(node.property))
    case 'CallExpression': {
      const callee = node.callee as Node
      // `String(error)` is its message; `detail.trim()` is still the detail.
      if (named(callee) === 'String')
        return list(node.arguments).some((one) => holds(one, new Set([...names, 'error'])))
      return callee.type === 'MemberExpression' && any(callee.object)
    }
    case 'TemplateLiteral':
      return list(node.expressions).some((one) => holds(one, new Set([...names, 'error'])))
    case 'LogicalExpression':
    case 'BinaryExpression':
      return (node.type === 'LogicalExpression' || node.operator === '+') && any(node.left, node.right)
    case 'ConditionalExpression':
      return any(node.consequent, node.alternate)
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return any(node.expression)
    default:
      return false
  }
}

/** The variables of a file that hold what an error says: named so, renamed from it, or set to it. */
const holdersIn = (tree: Node): ReadonlySet<string> => {
  const names = new Set(texts)
  visit(tree, ({ type, key, value, id, init }) => {
    if (type === 'Property' && texts.has(named(key)) && (value as Node).type === 'Identifier') names.add(named(value))
    if (type === 'VariableDeclarator' && (id as Node).type === 'Identifier' && holds(init, names)) names.add(named(id))
  })
  return names
}

/** Whether there is a text at all may be asked. */
const isPresence = (node: Node) => ['undefined', 'null', ''].includes(node.value === null ? 'null' : named(node))

/** Whether a file compares what an error says with something, matches it, or looks something up by it. */
const matches = (source: Source): boolean => {
  const tree = parsed(source)
  const names = holdersIn(tree)
  const text = (node: unknown) => holds(node, names)
  let found = false
  visit(tree, (node) => {
    const [left, right] = [node.left as Node, node.right as Node]
    const compares = node.type === 'BinaryExpression' && /^[!=]==?$/.test(String(node.operator))
    const isCompared = compares && ((text(left) && !isPresence(right)) || (text(right) && !isPresence(left)))
    const callee = node.callee as Node
    const calls = node.type === 'CallExpression' && callee.type === 'MemberExpression'
    const isMatched =
      calls && matching.has(named(callee.property)) && (text(callee.object) || list(node.arguments).some(text))
    const isSwitched = node.type === 'SwitchStatement' && text(node.discriminant)
    const isKey = node.type === 'MemberExpression' && node.computed === true && text(node.property)
    if (isCompared || isMatched || isSwitched || isKey) found = true
  })
  return found
}

const found = (files: readonly Source[]) => files.filter(matches).map(({ path }) => path)
const ours = found(sources('src', 'commands'))

test('nobody compares or matches what an error says: code decides by kind, reason and code', () => {
  const may = new Set(allowed.map(({ where }) => where))
  expect(ours.filter((path) => !may.has(path))).toEqual([])
})

test('an allowance that nobody needs any more is removed', () => {
  expect(allowed.filter(({ where }) => !ours.includes(where))).toEqual([])
})

test.for([
  "if (error.detail === 'no such address') throw error",
  "const isOurs = 'Coxswain is stopping' === error.detail",
  "const key = /key is (.*)/.exec(error.detail ?? '')?.[1]",
  'const keyIn = (detail: string) => /key is (.*)/.exec(detail)',
  "if (error.message.startsWith('no token')) throw error",
  "if ((error as Error).message?.toLowerCase().includes('token')) throw error",
  "if (('it said ' + error.detail).endsWith('cut off')) throw error",
  'if (`it said $' + "{error.detail}`.endsWith('cut off')) throw error",
  "if (String(error).includes('cut off')) throw error",
  "switch (error.detail) { case 'no such address': break }",
  'const words = table[error.detail]',
  'const isKnown = known.has(error.message)',
  "const isKnown = ['a', 'b'].includes(error!.detail)",
  "const { detail } = error; if (detail === 'not JSON') throw error",
  "const { detail: said } = error; if (said === 'not JSON') throw error",
  "const said = error.detail ?? ''; if (/not JSON/.test(said)) throw error",
  "if (error['detail'] === 'not JSON') throw error",
])('this would be found: %s', (text) => {
  expect(found([{ path: 'src/run/stale.ts', text }])).toEqual(['src/run/stale.ts'])
})

test('showing it, passing it on, and asking whether there is any is no comparison', () => {
  const text = `const said = error.detail ? error.detail : ''
    if (error.detail !== undefined && error.message !== '' && post.message !== null) show(error.detail)
    if (reply.message.tone === 'waiting' && typeof error.message === 'string') log(\`\${error.message}\`)
    const { detail } = error
    const one = { detail, ...(detail !== undefined && { detail }) }
    if (error.reason === 'cut-off' || table[error.kind]) show(one)`
  expect(found([{ path: 'src/run/stale.ts', text }])).toEqual([])
})
