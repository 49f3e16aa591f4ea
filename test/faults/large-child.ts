import { people } from 'local-slack/people'
import { commandsFolder, createApp, settingsNames } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import { ask } from '../../src/run/ask.ts'
import { rudder } from '../../src/systems/rudder/index.ts'

/** What a bot in little memory is to do, as JSON in its only argument. */
export interface LargeOrders {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** A line to answer, or to read all nodes with their rules: by the bot, or `whole`, as nobody should. */
  readonly does: { readonly line: string } | 'nodes' | { readonly whole: string; readonly token: string }
}

// Prints what came of it as one line of JSON.
const { folder, env, does } = JSON.parse(process.argv[2] ?? '') as LargeOrders
const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`)

if (typeof does === 'object' && 'whole' in does) {
  const answer = await fetch(does.whole, { headers: { 'x-api-token': does.token } })
  const { data } = (await answer.json()) as { data: { nodes: unknown[] } }
  say({ nodes: data.nodes.length })
  process.exit(0)
}
const commands = await loadCommands(commandsFolder)
const config = readConfig({ env, systems: settingsNames(commands), folder })
const app = await createApp({ ...config, store: { file: ':memory:' } }, { commands })
if (does === 'nodes') {
  const connection = app.context.connections.find(({ name }) => name === 'prod')?.connection
  let [nodes, rules] = [0, 0]
  for await (const node of connection?.each(rudder.operations.nodesCompliance, { query: { level: 2 } }) ?? []) {
    nodes += 1
    rules += (node as { rules?: unknown[] }).rules?.length ?? 0
  }
  say({ nodes, rules })
} else {
  const ana = people.ana
  if (!ana) throw new Error('nobody is called ana')
  const principal = { id: 'play:ana', name: ana.name, email: ana.email, kind: 'play' } as const
  const running = ask(app.context, { principal, line: does.line })
  let step = await running.next()
  while (!step.done) step = await running.next()
  say(step.value.message)
}
await app.close()
process.exit(0)
