import type { Message } from 'local-slack'
import type { Scene } from '../scene.ts'
import { isList, minute } from './setup.ts'

/** Stops the only bot, and starts two others, of which neither knows anything; `pass` then has both work at the same time. */
export const replaceBot = async ({ bot, startReplica, world, settle, slack }: Scene) => {
  await bot.stop()
  const replicas = [await startReplica(), await startReplica()]
  const pass = async (ms: number): Promise<void> => {
    world.leap(ms)
    await Promise.all(replicas.map(({ jobs }) => jobs.tick()))
    await settle()
  }
  /** What is seen in the channel that was not seen before, first words only, without the lists of what fails. */
  const newSince = (before: readonly Message[]): readonly string[] =>
    slack
      .seen('ops')
      .filter(({ ts, text }) => before.every((one) => one.ts !== ts) && !isList(text))
      .map(({ text, subtype }) => `${subtype === undefined ? '' : 'also in the channel: '}${text.split(/[ :]/)[0]}`)
  /** What comes to the channel meanwhile. */
  const during = async (...minutes: readonly number[]): Promise<readonly string[]> => {
    const before = slack.seen('ops')
    for (const some of minutes) await pass(some * minute)
    return newSince(before)
  }
  return { replicas, pass, during }
}
