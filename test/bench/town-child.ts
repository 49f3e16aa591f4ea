import { startTown } from './town.ts'

/** What is asked of the town: bodies of slash commands that nobody has sent, or how many were answered by now. */
export type Asked = { readonly line: string; readonly times: number } | 'answered'

// A town in a process of its own, so that it takes no time from whoever makes the load. Says its account first.
const town = await startTown()
const { slack, folder, env } = town
process.send?.({ folder, env, signingSecret: slack.signingSecret })
process.on('message', (asked: Asked) => {
  const answered = () => slack.calls.filter(({ method, answered }) => method === 'response' && answered === 'ok').length
  process.send?.(
    asked === 'answered'
      ? answered()
      : Array.from({ length: asked.times }, (_, n) => slack.written(n % 2 ? 'ana' : 'marc', 'ops', asked.line)),
  )
})
process.once('SIGTERM', () => void town.close().then(() => process.exit(0)))
