import { describe } from 'vitest'
import { faultPoints } from '../../src/world.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { some } from '../runs.ts'
import { killedAt } from './killed.ts'
import type { About } from './scene.ts'

const has =
  (name: string): About['untouched'] =>
  ({ rules }) =>
    rules.some(({ displayName }) => displayName === name)

/** What comes into being, and what is gone: there is no field of an object to compare. */
const objects: readonly About[] = [
  { line: 'rudder rule create Log rotation', untouched: (state) => !has('Log rotation')(state) },
  { line: 'rudder rule delete SSH hardening', untouched: has('SSH hardening') },
]

// What an engine could do differently is the same for every change: points.test.ts has both.
describe('a process that is killed while it creates or deletes a rule', () => {
  onSqlite((engine) => {
    for (const about of objects) killedAt(engine, about, some(3, faultPoints))
  })
})
