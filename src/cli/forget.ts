import type { StoredConfig } from '../config.ts'
import { count } from '../message/time.ts'
import { openStore } from '../store/db.ts'
import { type Forgotten, forget } from '../store/forget.ts'
import { configuredStore, mustExist } from './store.ts'

const words: Readonly<Record<keyof Forgotten, readonly [one: string, many: string]>> = {
  proposals: ['proposal', 'proposals'],
  votes: ['vote', 'votes'],
  runs: ['run', 'runs'],
  tables: ['table', 'tables'],
  refusals: ['counted refusal', 'counted refusals'],
  keys: ['key of a person', 'keys of people'],
}

const line = (kind: keyof Forgotten, rows: number, days: number): string =>
  `${count(rows)} ${words[kind][rows === 1 ? 0 : 1]}, kept for ${count(days)} ${days === 1 ? 'day' : 'days'}`

/** `coxswain forget`: deletes what is kept longer than `retention` says, also while the bot runs, and says how much it was. */
export const forgetNow = async (): Promise<string> => {
  let keep: StoredConfig['retention'] | undefined
  const options = await configuredStore((config) => {
    mustExist(config)
    keep = config.retention
  })
  if (keep === undefined) throw new Error('the settings were not checked')
  const days = keep
  const store = await openStore(options)
  try {
    const gone = await forget(store, days, options.world.clock.now())
    const kinds = Object.keys(words) as (keyof Forgotten)[]
    return [
      'Deleted:',
      ...kinds.map((kind) => `  ${line(kind, gone[kind], days[kind])}`),
      'Open changes, unknown outcomes and changes that wait for validation are kept, and so is the audit log.',
    ].join('\n')
  } finally {
    await store.close()
  }
}
