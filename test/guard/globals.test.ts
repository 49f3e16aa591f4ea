import { describe, expect, test } from 'vitest'
import { allowed } from './allowed.ts'
import { importsOf, type Node, parsed, type Source, sources, sourcesOfPackages, visit } from './source.ts'

/** What is refused as a global, with each of its members. */
const globals = new Set([
  ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'navigator', 'process', 'globalThis', 'global', 'window'],
  ...['self', 'eval', 'Function', 'require', 'module', 'console', 'crypto', 'performance', 'setTimeout', 'setInterval'],
  ...['setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask', 'Worker', 'WebAssembly'],
])
/** What is refused of a global that is otherwise harmless. */
const members = new Set(['Date.now', 'Math.random'])
/** The same by import. */
const imported = new Set([
  ...['randomBytes', 'randomUUID', 'randomInt', 'randomFillSync', 'randomFill', 'webcrypto', 'getRandomValues'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'scheduler', 'performance', 'createRequire', 'runInThisContext'],
])

const named = (node: unknown): string => {
  const { type, name, value } = (node ?? {}) as Node
  return type === 'Identifier' ? String(name) : type === 'Literal' ? String(value) : ''
}

/** True where an identifier is the name of a member, a key or a type, and not a value. */
const isLabel = (node: Node, parent: Node | undefined): boolean => {
  if (!parent) return false
  if (parent.type === 'MemberExpression') return parent.property === node && parent.computed !== true
  if (parent.type === 'Property') return parent.key === node && parent.computed !== true && parent.shorthand !== true
  if (/^(MethodDefinition|PropertyDefinition)$/.test(parent.type))
    return parent.key === node && parent.computed !== true
  return /^(TS|Import|Export)/.test(parent.type) && !/^TS(As|Satisfies|NonNull)/.test(parent.type)
}

/** `process.env` for a member of a global; for `const { env } = process` each of them; else the name alone. */
const uses = (name: string, node: Node, parent: Node | undefined): readonly string[] => {
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    return [`${name}.${named(parent.property) || '[…]'}`]
  }
  const pattern = parent?.type === 'VariableDeclarator' && parent.init === node ? (parent.id as Node) : undefined
  if (pattern?.type !== 'ObjectPattern') return [name]
  return (pattern.properties as Node[]).map((one) => `${name}.${one.key ? named(one.key) : '…'}`)
}

/** Every refused use in a file, once each. */
const usesIn = (source: Source): readonly string[] => {
  const found = importsOf(source).flatMap(({ names }) =>
    names.flatMap((name) => (imported.has(name) ? [`import ${name}`] : [])),
  )
  visit(parsed(source), (node, [parent]) => {
    if (node.type === 'ImportExpression') found.push('import()')
    if (node.type === 'MemberExpression' && named(node.property) === 'constructor') found.push('.constructor')
    const isDate = named(node.callee) === 'Date'
    if (node.type === 'CallExpression' && isDate) found.push('Date()')
    if (node.type === 'NewExpression' && isDate && (node.arguments as Node[]).length === 0) found.push('new Date()')
    if (node.type !== 'Identifier' || isLabel(node, parent)) return
    const name = String(node.name)
    if (globals.has(name)) found.push(...uses(name, node, parent))
    else found.push(...uses(name, node, parent).filter((use) => members.has(use)))
  })
  return [...new Set(found)].sort()
}

const within = (where: string, path: string) => (where.endsWith('/') ? path.startsWith(where) : path === where)
const isAllowed = (path: string, use: string) =>
  allowed.some(({ where, uses: some }) => within(where, path) && some.includes(use))

/** `src/a.ts: process.env`, for each use that is not allowed there. */
const check = (files: readonly Source[]) =>
  files.flatMap((file) =>
    usesIn(file)
      .filter((use) => !isAllowed(file.path, use))
      .map((use) => `${file.path}: ${use}`),
  )

const ours = [...sources('src', 'commands'), ...sourcesOfPackages()]

test('network, environment, time, chance and code from text are used only where they are allowed', () => {
  expect(check(ours)).toEqual([])
})

test('an allowance that nobody needs any more is taken away, and commands have none', () => {
  const needed = new Set(ours.flatMap((file) => usesIn(file).map((use) => `${file.path}: ${use}`)))
  const given = allowed.flatMap(({ where, uses: some }) => some.map((use) => `${where}: ${use}`))
  expect(given.filter((one) => !needed.has(one))).toEqual([])
  expect(allowed.filter(({ where }) => where.startsWith('commands'))).toEqual([])
  expect(allowed.filter(({ why }) => why.length < 10)).toEqual([])
})

describe('each of these would be found', () => {
  const bad: readonly (readonly [string, string])[] = [
    ["const a = await fetch('http://x')", 'fetch'],
    ['const get = fetch', 'fetch'],
    ['const a = { fetch }', 'fetch'],
    ['run(fetch)', 'fetch'],
    ["new WebSocket('ws://x')", 'WebSocket'],
    ['const key = process.env.KEY', 'process.env'],
    ["const key = process['env'].KEY", 'process.env'],
    ['const { env } = process', 'process.env'],
    ['const { ...all } = process', 'process.…'],
    ['const it = process', 'process'],
    ['const key = (process as any).env', 'process'],
    ['globalThis.secret = 1', 'globalThis.secret'],
    ["globalThis['fe' + 'tch']('x')", 'globalThis.[…]'],
    ["eval('1')", 'eval'],
    ["(0, eval)('1')", 'eval'],
    ["new Function('return 1')()", 'Function'],
    ["Function('return 1')()", 'Function'],
    ["(() => 1).constructor('return process')()", '.constructor'],
    ["(() => 1)['constructor']('return process')()", '.constructor'],
    ["const fs = await import('node:fs')", 'import()'],
    ["const fs = require('node:fs')", 'require'],
    ["console.log('x')", 'console.log'],
    ['const now = Date.now()', 'Date.now'],
    ['const now = new Date()', 'new Date()'],
    ['const now = Date()', 'Date()'],
    ['const now = performance.now()', 'performance.now'],
    ['const luck = Math.random()', 'Math.random'],
    ['const luck = crypto.randomUUID()', 'crypto.randomUUID'],
    ["import { randomBytes as some } from 'node:crypto'", 'import randomBytes'],
    ["import { setTimeout as wait } from 'node:timers/promises'", 'import setTimeout'],
    ['setTimeout(() => {}, 1)', 'setTimeout'],
    ['const later = setInterval', 'setInterval'],
  ]
  test.for(bad)('%s', ([text, use]) => {
    expect(check([{ path: 'commands/rudder/a.ts', text }])).toContain(`commands/rudder/a.ts: ${use}`)
    expect(check([{ path: 'src/run/ask.ts', text }])).toContain(`src/run/ask.ts: ${use}`)
  })

  test('what is allowed in one file is not in its neighbour', () => {
    const text = 'const key = process.env.KEY'
    expect(check([{ path: 'src/config.ts', text }])).toEqual([])
    expect(check([{ path: 'src/config/env-file.ts', text }])).toEqual(['src/config/env-file.ts: process.env'])
  })

  test('names of members, keys and types, and words in texts are no uses', () => {
    const text = `// process.env
      const a = { process: 1, fetch: () => 'eval console' }
      interface Process { fetch(): Function; performance: number }
      a.fetch(); at(new Date(0)); api.process; const { process: renamed } = a`
    expect(check([{ path: 'src/run/ask.ts', text }])).toEqual([])
  })
})
