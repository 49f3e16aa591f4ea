import { describe, expect, test } from 'vitest'
import { scopesOf } from '../../src/command/command.ts'
import { toBlocks } from '../../src/message/blocks.ts'
import { checkBlocks } from '../../src/message/limits.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import { rudder as system } from '../../src/systems/rudder/index.ts'
import { textOf } from '../bot.ts'
import { startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { loadedCommands } from '../loaded.ts'
import { withRequest } from './setup.ts'

const commands = (await loadedCommands()).filter(({ kind, words }) => kind === 'read' && words[0] === 'rudder')
const lines = commands.flatMap(({ examples }) => examples)
const sensitive: readonly string[] = Object.values(system.operations).flatMap(({ scope, shape }) =>
  'sensitive' in shape && shape.sensitive ? [scope] : [],
)
/** What the seed has put where real servers keep passwords. */
const seededSecret = /play-(technique-)?secret/

const scene = async (engine: Parameters<typeof startScene>[0]) => {
  const all = await startScene(engine)
  const { prod, staging } = all.play.rudder
  withRequest(prod)
  withRequest(staging)
  // The smaller fleet of staging has no node of that name.
  const [node] = staging.state.nodes
  if (node) node.hostname = 'web-114.lyon2.acme.net'
  return all
}

onSqlite((engine) => {
  describe('every read command of Rudder', () => {
    test('answers its examples on the newest and the oldest version, and says when and where it was read', async () => {
      const { ask, play } = await scene(engine)
      for (const line of lines)
        for (const on of line.endsWith('staging') ? [''] : ['', ' --on staging']) {
          const { ending, message, to } = await ask(line + on)
          expect([ending, message.tone, to], `${line}${on}: ${message.title}`).toEqual(['done', 'answer', 'channel'])
          expect(message.connection).toMatch(on === '' ? /^rudder\/prod/ : /^rudder\/staging$/)
          expect(message.provenance?.source).toMatch(on === '' ? /^Rudder API 21/ : /^Rudder API 18$/)
          expect(message.provenance?.readAt).toBeGreaterThan(0)
          expect(message.title.length, message.title).toBeLessThan(150)
          expect(textOf(message)).not.toMatch(/undefined|NaN|\[object/)
          expect(textOf(message) + toTerminal(message)).not.toMatch(seededSecret)
          expect(checkBlocks(toBlocks(message, { id: 'a:1', run: 'r' }).blocks), line).toEqual([])
        }
      expect(play.rudder.prod.writes()).toEqual([])
    })

    test('tells only facts that it declares, and each of them', async () => {
      const { ask } = await scene(engine)
      for (const command of commands)
        for (const line of command.examples) {
          const { message } = await ask(line)
          const declared = command.kind === 'read' ? Object.keys(command.facts ?? {}) : []
          expect(Object.keys(message.facts ?? {}).sort(), line).toEqual(declared.sort())
        }
    })

    test('what it offers next is a line that works', async () => {
      const { ask } = await scene(engine)
      for (const line of lines)
        for (const next of (await ask(line)).message.next ?? [])
          expect(['done', 'not confirmed'], `${line} → ${next}`).toContain((await ask(next)).ending)
    })

    test('is refused to who may not, and then nothing is asked of Rudder', async () => {
      const { ask, play } = await scene(engine)
      for (const line of lines) expect((await ask(line, 'gus')).ending, line).toBe('refused')
      expect([...play.rudder.prod.requests, ...play.rudder.staging.requests]).toEqual([])
    })

    test('what may be secret needs its scope by name: whoever may read everything else is refused, and told so', async () => {
      const { ask, play } = await scene(engine)
      const guarded = commands.filter((command) => scopesOf(command).some((scope) => sensitive.includes(scope)))
      expect(guarded.map(({ name }) => name)).toEqual([
        'rudder directive details',
        'rudder properties',
        'rudder technique directives',
      ])
      for (const command of commands) {
        const { ending, message } = await ask(command.examples[0] ?? '', 'rita')
        expect(ending, command.name).toBe(guarded.includes(command) ? 'refused' : 'done')
        if (ending === 'refused') expect(message.title).toMatch(/needs `rudder:(directives|properties):read`/)
      }
      const paths = play.rudder.prod.requests.map(({ path }) => path)
      expect(
        paths.filter((path) => /\/api\/(directives|parameters)|\/techniques\/[^/]+\/directives/.test(path)),
      ).toEqual([])
    })

    test('a name that nothing has is answered with what there is', async () => {
      const { ask } = await scene(engine)
      for (const command of commands) {
        const [name] = command.kind === 'local' ? [] : Object.keys(command.names ?? {})
        if (name === undefined) continue
        const tail = command.kind === 'read' && command.compares ? ' prod staging' : ''
        const { ending, message } = await ask(`${command.name} zzqqx${tail}`)
        expect([ending, message.tone], command.name).toEqual(['usage', 'error'])
        expect(message.title).toMatch(
          new RegExp(`^No ${name} is called “zzqqx” or anything like it. “rudder ${name}s” lists them.$`),
        )
      }
    })
  })
})
