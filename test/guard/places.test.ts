import { expect, test } from 'vitest'
import { type Node, parsed, type Source, sources, sourcesOfPackages, visit } from './source.ts'

/** What happens in few places only: what it is in the code, and where it may be. */
const places: readonly { readonly what: string; readonly is: (node: Node) => boolean; readonly where: RegExp }[] = [
  {
    what: 'makes a SystemError',
    is: ({ type, callee }) => type === 'NewExpression' && (callee as Node).name === 'SystemError',
    where: /^src\/systems\//,
  },
  {
    what: 'makes an Approval',
    is: ({ type, callee }) => type === 'NewExpression' && (callee as Node).name === 'Approval',
    where: /^src\/vault\/approval\.ts$/,
  },
  {
    // What may be asked of a server without an approval: one list a system.
    what: 'makes a Probe',
    is: ({ type, callee }) => type === 'NewExpression' && (callee as Node).name === 'Probe',
    where: /^src\/systems\/[a-z]+\/operations\/probes\.ts$/,
  },
  {
    what: 'makes the request of a probe',
    is: ({ type, property }) => type === 'MemberExpression' && (property as Node).name === 'requestOf',
    where: /^src\/systems\/http\.ts$/,
  },
  {
    what: 'spends an approval',
    is: ({ type, property }) => type === 'MemberExpression' && (property as Node).name === 'spend',
    where: /^src\/systems\/http\.ts$/,
  },
  {
    // At the moment of use: into a header, a database driver, a signature.
    what: 'reveals a secret',
    is: ({ type, property }) => type === 'MemberExpression' && (property as Node).name === 'reveal',
    where:
      /^src\/(vault\/secret|systems\/call|systems\/connector|store\/chain|config\/store|config\/slack-account|slack\/call|slack\/verify|app)\.ts$/,
  },
]

const check = (files: readonly Source[]) =>
  files.flatMap((file) => {
    const found = new Set<string>()
    visit(parsed(file), (node) => {
      for (const { what, is, where } of places)
        if (is(node) && !where.test(file.path)) found.add(`${file.path} ${what}`)
    })
    return [...found]
  })

test('errors of systems, approvals and secrets are made and used where DESIGN.md says', () => {
  expect(check([...sources('src', 'commands'), ...sourcesOfPackages()])).toEqual([])
})

test('each of these would be found', () => {
  const text = `throw new SystemError({}); new Approval(key, claim); new Probe(updateRule); Probe.requestOf(a, b)
    Approval.spend(a, b, 1)
    const value = secret.reveal()`
  expect(check([{ path: 'src/run/send.ts', text }])).toEqual(places.map(({ what }) => `src/run/send.ts ${what}`))
})
