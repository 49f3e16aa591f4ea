import type { LocalRedash } from 'local-redash'
import { type SceneOptions, said, startScene } from '../../slack/scene.ts'
import { onFile } from '../../snapshots/scene.ts'

/** The bot in a local Slack with a local Redash; `redash` is the one that is asked by default. */
export const redashScene = async (options: SceneOptions = {}) => {
  const scene = await startScene(onFile, { beside: ['redash'], ...options })
  const redash: LocalRedash | undefined = scene.play.redash?.prod
  if (!redash) throw new Error('no Redash was started')
  return {
    ...scene,
    redash,
    /** What was answered to a line in the channel, or to the person alone. */
    answerTo: async (line: string, who = 'ana'): Promise<string> => {
      await scene.type(who, 'ops', line)
      const message = scene.slack.seen('ops', who).at(-1)
      if (!message) throw new Error(`no answer to ${line}`)
      return said(message)
    },
    /** What of Redash was asked since the last time, without the handshake. */
    asked: (): readonly string[] => {
      const all = redash.requests.map(({ method, path }) => `${method} ${path}`)
      redash.requests.length = 0
      return all.filter((one) => !one.endsWith('/api/session'))
    },
  }
}

/** Settings in which the connection that is asked by default has nothing but the keys of queries. */
export const onlyQueryKeys = (yaml: string): string => {
  const [before = '', after = ''] = yaml.split(/(?=\n {2}redash\/staging:)/)
  const tokens = /(\n {4}tokens:\n)[\s\S]*?(?= {6}- name: several-statuses)/
  const at = before.indexOf('redash/prod:')
  return before.slice(0, at) + before.slice(at).replace(tokens, '$1') + after
}

/** The same in a channel where everybody may see the rows of a query. */
export const openScene = ({ settings = (yaml) => yaml, ...options }: SceneOptions = {}) =>
  redashScene({
    ...options,
    settings: (yaml) => `${settings(yaml)}\nslack:\n  answers:\n    C0OPS: channel\n`,
  })
