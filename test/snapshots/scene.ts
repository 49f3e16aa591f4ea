import { onTestFinished } from 'vitest'
import { explain } from '../../src/run/explain.ts'
import type { Reply } from '../../src/run/reply.ts'
import { type Scene, type SceneOptions, startScene } from '../flow/setup.ts'
import { freshDatabase } from '../store/engines.ts'
import { countedIds, createNumbering, section, steady, type Varying } from './golden.ts'

/** A database of its own, removed when the test is finished. */
export const onFile = {
  fresh: async () => {
    const database = await freshDatabase('sqlite')
    onTestFinished(() => database.drop())
    return database
  },
}

/** What stands for the addresses and folders of a play. */
export const placesOf = ({ rudder, redash, lens, rill, folder }: Scene['play']): Varying => [
  [rudder.prod.url, 'http://rudder.prod.example'],
  [rudder.staging.url, 'http://rudder.staging.example'],
  ...Object.entries(redash ?? {}).map(([name, { url }]) => [url, `http://redash.${name}.example`] as const),
  ...Object.entries(lens ?? {}).map(([name, { url }]) => [url, `http://lens.${name}.example`] as const),
  ...Object.entries(rill ?? {}).map(([name, { origin }]) => [origin, `http://rill.${name}.example`] as const),
  [folder, '/play'],
]

/** A bot with counted ids on SQLite; what it answers becomes `sections`, whose headings begin with `plays`. */
export const startGolden = async (
  options: SceneOptions = {},
  sections: string[] = [],
  more: Varying = [],
  plays = '',
) => {
  const scene = await startScene(onFile, options)
  Object.assign(scene.world.ids, countedIds())
  const number = createNumbering()
  const varying = [...placesOf(scene.play), ...more]
  /** Adds what came of something, a refusal that was thrown included, and gives the reply. */
  const take = async (heading: string, work: Promise<Reply>): Promise<Reply> => {
    const reply = await work.catch((error: unknown) => explain(error, scene.context, {}))
    sections.push(section(plays + heading, number(steady(reply, varying))))
    return reply
  }
  return {
    ...scene,
    sections,
    take,
    /** Adds the answer to a line. */
    asked: (line: string, { who = 'ana', note = '' } = {}) =>
      take(`${who}: ${line}${note && ` · ${note}`}`, scene.ask(line, who)),
  }
}

/** One such scene. */
export type Golden = Awaited<ReturnType<typeof startGolden>>
