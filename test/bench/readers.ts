import { type Person, people } from 'local-slack'
import { type Bot, startBot } from './bot.ts'
import { eachOf, until } from './crowd.ts'
import { type Figure, figureOf } from './figure.ts'
import type { Part } from './part.ts'
import { preciseNow, startTown, type Town } from './town.ts'

/** How long Rudder takes for each answer, in milliseconds. */
const slowMs = 200
const lines = ['/rudder rules', '/rudder compliance', '/rudder groups', '/rudder nodes']
const readers = 80

const crowd: Readonly<Record<string, Person>> = Object.fromEntries(
  Array.from({ length: readers }, (_, n) => {
    const word = `reader${n}`
    return [
      word,
      { id: `U0READ${n}`, name: `Reader ${n}`, email: `${word}@acme.example`, kind: 'member' as const, may: 'member' },
    ]
  }),
)

const addRule = ({ play }: Town): void => {
  const [sample] = play.rudder.prod.state.rules
  if (!sample) throw new Error('Rudder has no rules')
  const id = 'bench-000-0000-0000-000000000000'
  play.rudder.prod.state.rules.push({ ...structuredClone(sample), id, displayName: 'Bench', targets: ['special:all'] })
}

/** From the click to the write as Rudder gets it, in milliseconds, with so many lines typed before by these people. */
const confirmedMs = async (
  town: Town,
  round: number,
  { many, who }: { readonly many: number; readonly who: readonly string[] },
): Promise<number> => {
  const { slack, play } = town
  const { prod } = play.rudder
  const before = slack.seen('ops').length
  const pressable = () =>
    slack
      .seen('ops')
      .slice(before)
      .find(({ blocks }) => JSON.stringify(blocks ?? []).includes('"confirm"'))
  await slack.type('ana', 'ops', `/rudder rule ${round % 2 ? 'enable' : 'disable'} Bench because of the bench`)
  await until('proposed', () => pressable() !== undefined)
  const message = pressable()
  if (!message) throw new Error('nothing to press')
  const all = Array.from({ length: many }, (_, n) => n)
  await eachOf(all, 50, (n) => slack.type(who[n % who.length] ?? '', 'ops', lines[n % lines.length] ?? ''))
  const written = () => prod.requests.filter(({ method }) => method === 'POST').length
  const former = written()
  const since = preciseNow()
  await slack.press('ana', message, 'confirm')
  await until('written', () => written() > former)
  const at = prod.requests.filter(({ method }) => method === 'POST').at(-1)?.at ?? Number.NaN
  return at - since
}

/** A confirmation while others read: how long after the click the write is sent, beside one that nobody is in the way of. */
export const readersPart: Part = async ({ quick }) => {
  const figures: Figure[] = []
  const kinds = [
    { name: '300 lines of one reader', many: 300, who: ['marc'] },
    { name: '800 lines of one reader', many: 800, who: ['marc'] },
    { name: `800 lines of ${readers} readers`, many: 800, who: Object.keys(crowd) },
  ]
  for (const { name, ...flood } of kinds) {
    const rounds: { ours: number; yardstick: number }[] = []
    for (let n = 0; n < (quick ? 1 : 3); n++) {
      // A town for each round: nothing of the round before is still read.
      const town = await startTown({ nodes: 12, people: { ...people, ...crowd } })
      let bot: Bot | undefined
      try {
        addRule(town)
        bot = await startBot(town, { name: 'readers' })
        town.slack.deliverTo(bot.events)
        town.play.rudder.prod.faults.slow = slowMs
        await confirmedMs(town, 0, { many: 0, who: [] })
        const yardstick = await confirmedMs(town, 1, { many: 0, who: [] })
        const ours = await confirmedMs(town, 2, flood)
        process.stderr.write(`${name}: ${Math.round(ours)} ms, alone ${Math.round(yardstick)} ms\n`)
        rounds.push({ ours, yardstick })
      } finally {
        await bot?.kill()
        await town.close()
      }
    }
    figures.push(figureOf({ name: `click to write, ${name}`, unit: 'ms', yardstick: 'nobody reads' }, rounds))
  }
  return figures
}
