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
    what: 'makes a Permit',
    is: ({ type, callee }) => type === 'NewExpression' && (callee as Node).name === 'Permit',
    where: /^src\/vault\/permit\.ts$/,
  },
  {
    // What may be asked of a server without a permit: one list per system.
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
    // Also as `Permit[use]`.
    what: 'checks or spends a permit',
    is: ({ type, object }) => type === 'MemberExpression' && (object as Node).name === 'Permit',
    where: /^src\/(systems\/http|vault\/permit)\.ts$/,
  },
  {
    // At the moment of use: into a header, a database driver, a signature; and to read when a token says that it expires.
    what: 'reveals a secret',
    is: ({ type, property }) => type === 'MemberExpression' && (property as Node).name === 'reveal',
    where:
      /^src\/(vault\/secret|vault\/seal|vault\/jwt|systems\/call|systems\/connector|store\/chain|config\/store|config\/slack-account|config\/check-heartbeat|slack\/call|slack\/network|slack\/verify|app)\.ts$/,
  },
]

/** What happens in a file, of all that is watched. */
const happensIn = (file: Source) => {
  const found = new Set<(typeof places)[number]>()
  visit(parsed(file), (node) => {
    for (const place of places) if (place.is(node)) found.add(place)
  })
  return [...found]
}

const check = (files: readonly Source[]) =>
  files.flatMap((file) =>
    happensIn(file)
      .filter(({ where }) => !where.test(file.path))
      .map(({ what }) => `${file.path} ${what}`),
  )

test('errors of systems, permits and secrets are made and used only where they may be', () => {
  expect(check([...sources('src', 'commands'), ...sourcesOfPackages()])).toEqual([])
})

test('each of them happens where it may: none is watched by a name that is gone', () => {
  const found = new Set(sources('src').flatMap(happensIn))
  expect(places.filter((place) => !found.has(place)).map(({ what }) => what)).toEqual([])
})

test('each of these would be found', () => {
  const text = `throw new SystemError({}); new Permit(key, claim); new Probe(updateRule); Probe.requestOf(a, b)
    Permit[use](a, b, 1)
    const value = secret.reveal()`
  expect(check([{ path: 'src/run/send.ts', text }])).toEqual(places.map(({ what }) => `src/run/send.ts ${what}`))
})
