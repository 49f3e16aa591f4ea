import { isWrite } from 'local-rudder'
import { test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import { growDmz, type SceneOptions, superviseDmz } from '../flow/setup.ts'
import { matchGolden } from './golden.ts'
import { type Golden, startGolden } from './scene.ts'

const minute = 60_000

/** What can be done to a server and its people, so that a write ends this way or that. */
interface Drama {
  readonly heading: string
  readonly options?: SceneOptions
  readonly prepare?: (scene: Golden) => void
  /** The rest, once it waits. */
  readonly play: (scene: Golden, proposal: string) => Promise<unknown>
}

const everywhere = ({ rudder }: Golden) => growDmz(rudder, 120)

const dramas: readonly Drama[] = [
  {
    heading: 'two people',
    prepare: everywhere,
    play: async ({ take, confirm, undo }, proposal) => {
      await take('ana confirms what she asked for', confirm(proposal))
      await take('marc confirms', confirm(proposal, 'marc'))
      const back = await take('marc asks to undo it', undo(proposal, 'marc'))
      if (back.proposal) await take('ana confirms the way back', confirm(back.proposal))
    },
  },
  {
    heading: 'sent, applied, too late, undone',
    play: async ({ take, confirm, cancel, shown, undo, world }, proposal) => {
      world.steps.set('request:before', async () => void (await take('while it is sent', shown(proposal))))
      await take('ana confirms', confirm(proposal))
      world.steps.clear()
      await take('marc confirms too late', confirm(proposal, 'marc'))
      await take('ana cancels too late', cancel(proposal))
      const { proposal: back } = await take('ana asks to undo it', undo(proposal))
      if (back === undefined) return
      await take('ana confirms the way back', confirm(back))
      await take('ana asks to undo that', undo(back))
    },
  },
  {
    heading: 'a day later it cannot be undone',
    play: async ({ take, confirm, shown, undo, world }, proposal) => {
      await confirm(proposal)
      await world.advance(24 * 60 * minute)
      await take('a day later', shown(proposal))
      await take('ana asks to undo it', undo(proposal))
    },
  },
  {
    heading: 'under change validation',
    prepare: ({ rudder }) => superviseDmz(rudder),
    play: async ({ take, confirm, undo }, proposal) => {
      await take('ana confirms', confirm(proposal))
      await take('ana asks to undo it', undo(proposal))
    },
  },
  {
    heading: 'change validation is switched on meanwhile',
    play: async ({ take, confirm, rudder }, proposal) => {
      superviseDmz(rudder)
      await take('ana confirms', confirm(proposal))
    },
  },
  {
    heading: 'a token that is not accepted',
    play: async ({ take, confirm, rudder }, proposal) => {
      Object.assign(rudder.faults, { json401: true, only: isWrite })
      await take('ana confirms', confirm(proposal))
    },
  },
  {
    heading: 'a token that may not',
    options: { env: ({ tokens }) => ({ PLAY_PROD_WRITE: tokens.read, PLAY_PROD_KEEP: tokens.read }) },
    play: ({ take, confirm }, proposal) => take('ana confirms', confirm(proposal)),
  },
  {
    heading: 'Rudder is gone before anything is sent',
    play: async ({ take, confirm, rudder, world }, proposal) => {
      world.steps.set('request:before', () => rudder.close())
      await take('ana confirms', confirm(proposal))
    },
  },
  {
    heading: 'unknown, and seen to be so later',
    play: async ({ take, confirm, rudder, world, sweep, shown }, proposal) => {
      world.steps.set('look:before', () => {
        rudder.faults.starting = true
      })
      await take('ana confirms', confirm(proposal))
      world.steps.clear()
      rudder.faults.starting = false
      await world.advance(minute)
      await sweep()
      await take('a minute later', shown(proposal))
    },
  },
  ...(['now', 'never'] as const).map((commit) => ({
    heading: `an answer that is lost; it takes effect ${commit}`,
    play: async ({ take, confirm, rudder, world, sweep, shown }: Golden, proposal: string) => {
      rudder.faults.losesAnswer = { commit }
      await take('ana confirms', confirm(proposal))
      await world.advance(60 * minute)
      await sweep()
      await take('an hour later', shown(proposal))
    },
  })),
  {
    heading: 'a crash while it is sent',
    play: async ({ take, confirm, world, sweep, shown }, proposal) => {
      world.steps.set('request:before', () => {
        throw new Error('a crash')
      })
      await take('ana confirms', confirm(proposal))
      world.steps.clear()
      await take('after that', shown(proposal))
      await world.advance(leaseMs)
      await sweep()
      await take('once it is looked at', shown(proposal))
    },
  },
  {
    heading: 'stale: more people are needed',
    play: async (scene, proposal) => {
      const { take, confirm, shown } = scene
      everywhere(scene)
      const { successor } = await take('ana confirms', confirm(proposal))
      await take('what is shown instead', shown(successor))
      await take('ana confirms that', confirm(successor))
    },
  },
  {
    heading: 'stale: a reason is wanted now',
    play: async ({ take, confirm, rudder }, proposal) => {
      rudder.state.settings.mandatory_change_message = true
      await take('ana confirms', confirm(proposal))
    },
  },
  {
    heading: 'stale: it was deleted',
    play: async ({ take, confirm, rudder }, proposal) => {
      rudder.state.rules = []
      rudder.state.directives = []
      await take('ana confirms', confirm(proposal))
    },
  },
  {
    heading: 'refused to a reader, who cannot cancel it either',
    play: async ({ take, confirm, cancel }, proposal) => {
      await take('rita confirms', confirm(proposal, 'rita'))
      await take('rita cancels', cancel(proposal, 'rita'))
    },
  },
  {
    heading: 'refused: who asked lost the right',
    options: {
      people: {
        fresh: async (who) => (who.name === 'Ana' ? { ...who, email: 'ana@partner.example' } : who),
      },
    },
    play: ({ take, confirm }, proposal) => take('marc confirms', confirm(proposal, 'marc')),
  },
  {
    heading: 'cancelled by who asked',
    play: async ({ take, cancel, confirm }, proposal) => {
      await take('ana cancels', cancel(proposal))
      await take('ana confirms too late', confirm(proposal))
    },
  },
  {
    heading: 'cancelled by another',
    play: ({ take, cancel }, proposal) => take('marc cancels', cancel(proposal, 'marc')),
  },
  {
    heading: 'expired',
    play: async ({ take, confirm, shown, world }, proposal) => {
      await world.advance(10 * minute)
      await take('ten minutes later', shown(proposal))
      await world.advance(5 * minute)
      await take('ana confirms too late', confirm(proposal))
    },
  },
  {
    heading: 'locked',
    play: async ({ take, asked, confirm, shown }, proposal) => {
      await asked('cox lock rudder/prod because the server is being moved', { who: 'marc' })
      await take('while it is locked', shown(proposal))
      await take('ana confirms', confirm(proposal))
      await asked('cox unlock rudder/prod', { who: 'marc' })
      await take('ana confirms again', confirm(proposal))
    },
  },
]

const reason = 'because it locks out the jump hosts'
/** What reads alike whatever the command is told of one only. */
const few = [
  'two people',
  'sent, applied',
  'under change',
  'an answer that is lost; it takes effect never',
  'stale: it was',
]

test.each<[name: string, line: string, told: readonly string[]]>([
  ['rule-disable', `rudder rule disable SSH hardening ${reason}`, ['']],
  ['rule-delete', `rudder rule delete SSH hardening ${reason}`, few],
  ['directive-audit', 'rudder directive audit SSH banner', few],
  ['group-reload', 'rudder group reload Web servers', ['sent, applied', 'a token that is not', 'an answer', 'expired']],
])('how it ends: %s', async (name, line, told) => {
  const sections: string[] = []
  for (const { heading, options = {}, prepare, play } of dramas) {
    if (!told.some((beginning) => heading.startsWith(beginning))) continue
    const scene = await startGolden(options, sections, [], `${heading} · `)
    prepare?.(scene)
    // How it is asked is told where it is the first, and where something was prepared.
    const { proposal } = await (prepare || sections.length === 0 ? scene.asked(line) : scene.ask(line))
    if (proposal === undefined) throw new Error(`nothing is proposed by ${line}`)
    await play(scene, proposal)
  }
  await matchGolden(`outcome-${name}`, sections)
})
