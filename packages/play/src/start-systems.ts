import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalSystem, SystemLever } from './local-system.ts'
import * as lines from './registered.ts'
import { settingsFile } from './settings.ts'

const registered = { ...lines } satisfies Readonly<Record<string, LocalSystem>>

type Name = keyof typeof registered

type Servers<S extends Name> = { readonly [N in S]: Awaited<ReturnType<(typeof registered)[N]['start']>>['servers'] }

/** The time of all local systems, and what each takes besides: `{ rudder: { nodes: 12 } }`. */
export type PlayOptions<S extends Name = Name> = {
  readonly now?: () => number
  /** The systems that are started; all of them if left out. */
  readonly only?: readonly S[]
} & {
  readonly [N in Name]?: Omit<NonNullable<Parameters<(typeof registered)[N]['start']>[0]>, 'now'>
}

/** The servers of the local systems by name, and the settings and environment that lead the bot to them and to nothing else. */
export type Play<S extends Name = Name> = Servers<S> & {
  /** A folder of its own, with the settings file and the store; gone after `close`. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly levers: readonly SystemLever[]
  close(): Promise<void>
}

/** Starts every local system on loopback with seeded data; nothing of this machine's own settings or tokens is used. */
export const startPlay = async <S extends Name = Name>(options: PlayOptions<S> = {}): Promise<Play<S>> => {
  const { now, only } = options
  const names: readonly Name[] = only ?? (Object.keys(registered) as Name[])
  const start = async (name: Name) =>
    [name, await registered[name].start({ ...(now && { now }), ...options[name] })] as const
  const started = await Promise.all(names.map(start))
  const all = started.map(([, one]) => one)
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-play-'))
  writeFileSync(join(folder, 'coxswain.yml'), settingsFile(all.map(({ settings }) => settings)))
  return {
    ...(Object.fromEntries(started.map(([name, { servers }]) => [name, servers])) as Servers<S>),
    folder,
    levers: started.flatMap(([name, { levers }]) => levers.map((one) => ({ ...one, id: `${name}-${one.id}` }))),
    env: Object.assign({ LOG_LEVEL: 'silent' }, ...all.map(({ settings }) => settings.env)),
    close: async () => {
      await Promise.all(all.map((one) => one.close()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
