import { onTestFinished } from 'vitest'
import { commandsFolder } from '../../src/app.ts'
import { type Command, systemOf } from '../../src/command/command.ts'
import { loadCommands } from '../../src/command/load.ts'
import type { Message } from '../../src/message/message.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import type { ApprovalEntry } from '../../src/policy/people.ts'
import type { Principal } from '../../src/policy/person.ts'
import { createPolicy } from '../../src/policy/policy.ts'
import { createActiveConfirmations } from '../../src/run/active-confirmations.ts'
import type { Ask } from '../../src/run/ask.ts'
import { ask } from '../../src/run/ask.ts'
import { cancel, confirm } from '../../src/run/confirm.ts'
import type { Context } from '../../src/run/context.ts'
import { createLines } from '../../src/run/lines.ts'
import type { Reply } from '../../src/run/reply.ts'
import { presentReply } from '../../src/run/settle.ts'
import { undo } from '../../src/run/undo.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import { slackDisplay } from '../../src/slack/blocks/display.ts'
import { connect } from '../../src/systems/connection.ts'
import { createTransport } from '../../src/systems/http.ts'
import type { System } from '../../src/systems/system.ts'
import { Secret } from '../../src/vault/secret.ts'
import { tokenSource } from '../../src/vault/tokens.ts'
import { sweepAndRemind } from '../all-jobs.ts'
import { flowWorld } from '../flow/setup.ts'
import { freshDatabase } from '../store/engines.ts'
import { commands, startWidgets, type Widget, widgets } from './widgets.ts'

const person = (name: string): Principal => ({ id: `slack:T1/${name}`, name, email: `${name}@acme.net`, kind: 'slack' })

const approvals: readonly ApprovalEntry[] = [
  { scopes: ['widgets:*:write'], people: 2, when: { reach: 50, tags: ['vital=yes'] } },
  { scopes: ['widgets:*:write'], people: 3, when: { reach: 300 } },
]

/** Widgets as the tests want them: one of each reach. */
const some = (): Widget[] =>
  [
    { name: 'Left wheel', reach: 41, tags: [] },
    { name: 'Engine', reach: 400, tags: [] },
    { name: 'Bell', reach: 1, tags: [] },
    { name: 'Sticker', reach: 0, tags: [] },
    { name: 'Paint', reach: 'none' as const, tags: [] },
    { name: 'Brake', reach: 'none' as const, tags: ['vital=yes'] },
    { name: 'Fog', reach: 'unknown' as const, tags: [] },
  ].map((one, at) => ({ id: `w${at}`, isOn: true, ...one }))

/** What a scene may have besides: commands, and what the settings say in the keys that only its system has. */
interface SceneExtras {
  readonly more?: readonly Command[]
  readonly settings?: Readonly<Record<string, unknown>>
}

/** The executor on a system that is not among the bot's own, over HTTP: the real policy, store, transport and messages. */
export const startScene = async (system: System = widgets, { more = [], settings = {} }: SceneExtras = {}) => {
  const server = await startWidgets(some())
  const world = flowWorld()
  const database = await freshDatabase('sqlite')
  onTestFinished(() => database.drop())
  const store = await database.open(world)
  const transport = createTransport({ id: 'widgets/main', url: server.url }, world)
  onTestFinished(() => transport.close())
  const token = { name: 'all', secret: new Secret(() => 'tok'), scopes: ['widgets:*:*'] }
  const connection = connect(
    system,
    { id: 'widgets/main', url: server.url, web: 'https://widgets.acme.net', settings },
    tokenSource([token], []),
    transport,
    world,
  )
  const own = (await loadCommands(commandsFolder)).filter((command) => systemOf(command) === 'cox')
  const context: Context = {
    world,
    store,
    policy: createPolicy({
      groups: [
        { name: 'everybody', api_scopes: ['widgets:*:read'], includes: '*', excludes: [] },
        {
          name: 'movers',
          api_scopes: ['widgets:*:write'],
          includes: ['ana@acme.net', 'marc@acme.net', 'zoe@acme.net'],
          excludes: [],
        },
        { name: 'keepers', api_scopes: ['cox:*:*'], includes: ['ana@acme.net'], excludes: [] },
      ],
      approvals,
      identity: { domains: ['acme.net'], people: {} },
      sensitive: [],
      words: widgets.scopes,
    }),
    people: { fresh: async (principal) => principal },
    commands: [...commands, ...more, ...own],
    connections: [{ connection, name: 'main', isDefault: true, channels: [] }],
    shared: [],
    sealer: undefined,
    openChannels: [],
    alerts: { groups: {}, worse: 15, storm: 5, channels: {} },
    replica: world.ids.id(),
    activeConfirmations: createActiveConfirmations(world.clock),
    lines: createLines(),
    program: { version: '1', node: '24', startedAt: 0 },
    checks: [],
    display: slackDisplay,
  }
  const click = (proposal: string, who: string) => ({ proposal, principal: person(who) })
  const say = async (line: string, who = 'ana', more: Partial<Ask> = {}): Promise<Reply> => {
    const running = ask(context, { principal: person(who), line, ...more })
    for (;;) {
      const step = await running.next()
      if (step.done) return step.value
    }
  }
  return {
    context,
    server,
    world,
    say,
    /** Asks for a write and gives the id of its proposal. */
    propose: async (line: string): Promise<string> => {
      const { proposal, message } = await say(line)
      if (proposal === undefined) throw new Error(`no proposal: ${message.title}`)
      return proposal
    },
    confirm: (proposal: string, who = 'ana') => confirm(context, click(proposal, who)),
    confirmReminded: (proposal: string) => confirm(context, { ...click(proposal, 'ana'), remind: true }),
    cancel: (proposal: string, who = 'ana') => cancel(context, click(proposal, who)),
    undo: (proposal: string, who = 'ana') => undo(context, click(proposal, who)),
    shown: (proposal: string) => presentReply(context, proposal),
    sweep: () => sweepAndRemind(context),
  }
}

export type Scene = Awaited<ReturnType<typeof startScene>>

/** A message as every place shows it: as text, at a terminal, and with all its parts in Slack. */
export const everywhere = (message: Message): string => {
  const { text, blocks } = toBlocks(message, { id: 'p_1:1', run: 'r_1' })
  return [text, toTerminal(message, { actions: true, width: 120 }), JSON.stringify(blocks, null, 1)].join('\n')
}
