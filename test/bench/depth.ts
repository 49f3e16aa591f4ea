import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { LocalRudder } from 'local-rudder'
import { people } from 'play/people'
import { type Play, startPlay } from 'play/systems'
import { type App, commandsFolder, createApp, settingsNames } from '../../src/app.ts'
import { type Command, systemOf } from '../../src/command/command.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import type { Principal } from '../../src/policy/person.ts'
import { ask } from '../../src/run/ask.ts'
import { confirm } from '../../src/run/confirm.ts'
import type { Reply } from '../../src/run/reply.ts'
import { withRequest } from '../commands/setup.ts'
import type { Figure } from './figure.ts'
import type { Part } from './part.ts'

/** How many calls one after another are aimed at. */
const most = { read: 4, proposal: 5, confirmation: 5 } as const
/** A node that the examples name. */
const named = 'web-114.lyon2.acme.net'

const principal = (word: string): Principal => {
  const one = people[word]
  if (!one) throw new Error(`nobody is called ${word}`)
  return { id: one.id, name: one.name, email: one.email, kind: 'play' }
}

const timed = async <T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> => {
  const since = performance.now()
  const value = await work()
  return { value, ms: performance.now() - since }
}

const answered = async ({ context }: App, line: string): Promise<Reply> => {
  const running = ask(context, { principal: principal('ana'), line })
  for (;;) {
    const step = await running.next()
    if (step.done) return step.value
  }
}

/** The last confirmation that a proposal needs, in milliseconds; undefined if there was none to give. */
const confirmedMs = async ({ context }: App, { proposal }: Reply): Promise<number | undefined> => {
  for (const who of ['ana', 'marc']) {
    if (proposal === undefined) return undefined
    const { value, ms } = await timed(() => confirm(context, { proposal, principal: principal(who) }))
    if (value.message.tone === 'applied' || value.message.tone === 'awaiting validation') return ms
    if (value.message.tone !== 'waiting') throw new Error(`not applied: ${value.message.title}`)
  }
  return undefined
}

/** What a write may have changed, put back as it was. */
const keeping = ({ state }: LocalRudder) => {
  const { rules, categories, directives, groups, groupCategories, pendingNodes, changeRequests } = state
  const kept = structuredClone({ rules, categories, directives, groups, groupCategories, pendingNodes, changeRequests })
  const nodes = [...state.nodes]
  return () => void Object.assign(state, structuredClone(kept), { nodes: [...nodes] })
}

interface Times {
  readonly cold: number
  readonly warm: number
  readonly confirmed: number | undefined
}

/** A line asked twice of a bot that was just started, and confirmed if it proposes something; in milliseconds. */
const timesOf = async (play: Play<'rudder'>, commands: readonly Command[], line: string): Promise<Times> => {
  const file = join(play.folder, 'depth.db')
  const { url: _, ...local } = readConfig({
    env: play.env,
    systems: settingsNames(commands),
    folder: play.folder,
  }).store
  const config = readConfig({ env: play.env, systems: settingsNames(commands), folder: play.folder })
  const app = await createApp({ ...config, store: { ...local, file } }, { commands })
  try {
    const cold = await timed(() => answered(app, line))
    const warm = await timed(() => answered(app, line))
    return { cold: cold.ms, warm: warm.ms, confirmed: await confirmedMs(app, warm.value) }
  } finally {
    await app.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  }
}

const figure = (name: string, target: number, depth: number): Figure => ({
  name,
  value: depth,
  unit: 'calls',
  yardstick: { name: 'at most', value: target },
  ratio: depth / target,
  spread: [depth / target, depth / target],
  aim: `${target} or fewer`,
  met: Math.round(depth) <= target,
})

/** How many calls of Rudder each example waits for one after another: what a delay before each call adds, by that delay. */
export const depth: Part = async ({ quick }) => {
  const delay = quick ? 500 : 1_000
  const commands = await loadCommands(commandsFolder)
  const play = await startPlay({ only: ['rudder'], rudder: { nodes: quick ? 400 : 20_000 } })
  try {
    const servers = [play.rudder.prod, play.rudder.staging]
    for (const server of servers) {
      withRequest(server)
      const [node] = server.state.nodes
      if (node && !server.state.nodes.some(({ hostname }) => hostname === named)) node.hostname = named
    }
    const restore = keeping(play.rudder.prod)
    // What is only made or compiled the first time is no part of any figure.
    for (const line of ['rudder compliance', 'rudder rule disable SSH hardening']) {
      await timesOf(play, commands, line)
      restore()
    }
    const figures: Figure[] = []
    for (const command of commands.filter((one) => systemOf(one) === 'rudder'))
      for (const line of command.examples) {
        const took = async (ms: number): Promise<Times> => {
          for (const { faults } of servers) faults.hold = ms === 0 ? undefined : () => setTimeout(ms)
          const times = await timesOf(play, commands, line)
          restore()
          return times
        }
        const [bare, slow] = [await took(0), await took(delay)]
        const target = command.kind === 'read' ? most.read : most.proposal
        const add = (how: keyof Times, aim: number): readonly Figure[] => {
          const [without, delayed] = [bare[how], slow[how]]
          if (without === undefined || delayed === undefined) return []
          return [figure(`${line}, ${how}`, aim, (delayed - without) / delay)]
        }
        const found = [...add('cold', target), ...add('warm', target), ...add('confirmed', most.confirmation)]
        process.stderr.write(`  ${line}: ${found.map(({ value }) => value.toFixed(1)).join(', ')}\n`)
        figures.push(...found)
      }
    return figures
  } finally {
    await play.close()
  }
}
