import { checkBlocks } from 'local-slack/blocks'
import { expect, test } from 'vitest'
import { scopesOf } from '../../../src/command/command.ts'
import { plural } from '../../../src/command/plural.ts'
import { toTerminal } from '../../../src/message/terminal.ts'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'
import type { System } from '../../../src/systems/system.ts'
import { textOf } from '../../bot.ts'
import { onSqlite } from '../../flow/sqlite.ts'
import type { Engine } from '../../store/engines.ts'
import { commandsOf } from './commands.ts'
import { operationsOf } from './connected.ts'
import type { Inputs, LocalSystem, Running } from './local-system.ts'
import { operationAt } from './matching.ts'
import { startContractScene } from './scene.ts'

/** Each read command answers its examples, tells the facts that it declares, and is refused to those who may not. */
export const readContract = <L extends Running>(system: System, kind: LocalSystem<L>, inputs: Inputs<L>): void => {
  const all = commandsOf(system)
  if (all.length === 0) return
  const commands = all.flatMap((command) => (command.kind === 'read' ? [command] : []))
  const lines = commands.flatMap(({ examples }) => examples)
  const sensitive = Object.values(operationsOf(system)).flatMap(({ scope, shape }) => (shape.sensitive ? [scope] : []))

  const start = async (engine: Pick<Engine, 'fresh'>) => {
    const scene = await startContractScene(system, kind, engine, ['prod', 'staging'])
    for (const { local } of scene.locals) inputs.beforeReads?.(local)
    return scene
  }
  const requests = ({ locals }: Awaited<ReturnType<typeof start>>) => locals.flatMap(({ local }) => local.requests)

  onSqlite((engine) => {
    test('every read command answers its examples everywhere, and says when and where it was read', async () => {
      const { ask, locals } = await start(engine)
      for (const command of commands)
        for (const line of command.examples)
          for (const { name, as } of command.compares ? locals.slice(0, 1) : locals) {
            const typed = name === 'prod' ? line : `${line} --on ${name}`
            const { ending, message, to } = await ask(typed)
            const seenIn = command.answers === undefined ? 'channel' : 'direct'
            expect([ending, message.tone, to], `${typed}: ${message.title}`).toEqual(['done', 'answer', seenIn])
            expect(message.connection?.split(' ')[0], typed).toBe(`${system.name}/${name}`)
            expect(message.provenance?.source).toMatch(kind.source(as))
            expect(message.provenance?.readAt).toBeGreaterThan(0)
            expect(message.title.length, message.title).toBeLessThan(150)
            expect(textOf(message)).not.toMatch(/undefined|NaN|\[object/)
            if (inputs.secret) expect(textOf(message) + toTerminal(message)).not.toMatch(inputs.secret.seeded)
            expect(checkBlocks(toBlocks(message, { id: 'a:1', run: 'r' }).blocks), typed).toEqual([])
          }
      for (const { local } of locals) expect(local.writes()).toEqual([])
    })

    test('it tells only facts that it declares, and each of them', async () => {
      const { ask } = await start(engine)
      for (const command of commands)
        for (const line of command.examples) {
          const { message } = await ask(line)
          expect(Object.keys(message.facts ?? {}).sort(), line).toEqual(Object.keys(command.facts ?? {}).sort())
        }
    })

    test('what it offers next is a line that works', async () => {
      const { ask } = await start(engine)
      for (const line of lines)
        for (const next of (await ask(line)).message.next ?? [])
          expect(['done', 'not confirmed'], `${line} → ${next}`).toContain((await ask(next)).ending)
    })

    test('it is refused to who may not, and then nothing is asked of the system', async () => {
      const scene = await start(engine)
      for (const line of lines) expect((await scene.ask(line, 'gus')).ending, line).toBe('refused')
      expect(requests(scene)).toEqual([])
    })

    test('what may be secret needs its scope by name: whoever may read everything else is refused, and told so', async () => {
      const scene = await start(engine)
      for (const command of commands) {
        // A wildcard for reads doesn't cover what executes something either.
        const guards = scopesOf(command).filter((scope) => sensitive.includes(scope) || !scope.endsWith(':read'))
        const { ending, message } = await scene.ask(command.examples[0] ?? '', 'rita')
        expect(ending, command.name).toBe(guards.length > 0 ? 'refused' : 'done')
        if (ending === 'refused') expect(message.title).toMatch(new RegExp(`needs .*(?:${guards.join('|')})`))
      }
      const asked = scene.locals.flatMap(({ local: { url, requests } }) =>
        requests.map((one) => operationAt(system, url, one)),
      )
      expect(asked.filter((operation) => operation === undefined || operation.shape.sensitive)).toEqual([])
    })

    test('a name that nothing has is answered with what there is', async () => {
      const { ask } = await start(engine)
      for (const command of all) {
        const [name] = command.kind === 'read' ? Object.keys(command.names ?? {}) : []
        if (name === undefined) continue
        const tail = command.kind === 'read' && command.compares ? ' prod staging' : ''
        const { ending, message } = await ask(`${command.name} zzqqx${tail}`)
        expect([ending, message.tone], command.name).toEqual(['usage', 'error'])
        const list = `${system.name} ${plural(name)}`
        const lists = all.some((one) => one.name === list) ? ` “/${list}” lists them.` : ''
        const unlisted = command.kind === 'read' && command.unlisted?.[name]
        expect(message.title).toBe(
          `No ${name === 'api' ? 'API' : name} is called “zzqqx” or anything like it.${lists}${unlisted ? ` ${unlisted}` : ''}`,
        )
      }
    })
  })
}
