import { expect, test } from 'vitest'
import { exportedBy, type Source, sources } from './source.ts'

/** Names that two files of one workspace export for two things: a reader must not have to ask which is meant. */
const check = (files: readonly Source[]): readonly string[] => {
  const owners = new Map<string, string[]>()
  for (const file of files)
    for (const name of new Set(exportedBy(file))) {
      const key = `${workspaceOf(file.path)}: ${name}`
      owners.set(key, [...(owners.get(key) ?? []), file.path])
    }
  return [...owners].flatMap(([name, paths]) =>
    paths.some((path, at) => paths.slice(at + 1).some((other) => isRead(path, other)))
      ? [`${name} in ${paths.join(' and ')}`]
      : [],
  )
}

/** The product is one; each package is read by itself, and local systems are built alike on purpose. */
const workspaceOf = (path: string): string => /^packages\/[^/]+/.exec(path)?.[0] ?? 'coxswain'

/** Whether two files can be read together: no system imports another, and all are built alike on purpose. */
const isRead = (path: string, other: string): boolean => {
  const [mine, theirs] = [path, other].map((one) => /^src\/systems\/([^/]+)\//.exec(one)?.[1])
  return mine === undefined || theirs === undefined || mine === theirs
}

test('no exported name stands for two things', () => {
  const all = sources('src', 'commands')
  expect(all.flatMap(exportedBy).length).toBeGreaterThan(1_000)
  expect(check(all)).toEqual([])
})

test('each of these would be found', () => {
  const found = (...files: readonly [string, string][]) => check(files.map(([path, text]) => ({ path, text })))
  const [a, b] = ['src/run/a.ts', 'src/slack/b.ts']
  expect(found([a, 'export const x = 1'], [b, 'export interface x {}'])).toEqual([
    'coxswain: x in src/run/a.ts and src/slack/b.ts',
  ])
  expect(found([a, 'export function x() {}'], [b, 'export async function x() {}'])).toHaveLength(1)
  expect(found([a, 'export class X {}'], [b, 'export type X = 1'])).toHaveLength(1)
  expect(found([a, 'export const { x } = y'], [b, 'export const [x] = y'])).toHaveLength(1)
  // A schema and its type are one thing, what is passed on is no second one, and a package is another place.
  expect(found([a, 'export const X = z.string()\nexport type X = string'])).toEqual([])
  expect(found([a, 'export const x = 1'], [b, "export { x } from '../run/a.ts'"])).toEqual([])
  expect(found([a, 'export const x = 1'], ['packages/play/src/b.ts', 'export const x = 1'])).toEqual([])
  const [first, second] = ['src/systems/rudder/scopes.ts', 'src/systems/redash/scopes.ts']
  expect(found([first, 'export const x = 1'], [second, 'export const x = 2'])).toEqual([])
  expect(found([first, 'export const x = 1'], ['src/systems/scopes.ts', 'export const x = 2'])).toHaveLength(1)
  expect(found([first, 'export const x = 1'], ['src/systems/rudder/b.ts', 'export const x = 2'])).toHaveLength(1)
  expect(found([a, 'export default 1'], [b, 'export default 2'])).toEqual([])
})
