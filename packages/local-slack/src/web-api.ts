import type { IncomingMessage, ServerResponse } from 'node:http'
import { argsIn, jsonIn, readBody } from './body.ts'
import { dispatch } from './dispatch.ts'
import { takenFault } from './faults.ts'
import { limited, pass, type Verdict } from './faulty.ts'
import { createPostLimit } from './post-limit.ts'
import { createReadLimit } from './read-limit.ts'
import { sendJson } from './reply.ts'
import { respond } from './respond.ts'
import type { Json } from './state.ts'
import type { Workspace } from './workspace.ts'

const most = 5_000_000

type Answer = (request: IncomingMessage, response: ServerResponse, name: string) => Promise<void>

const bearer = ({ headers }: IncomingMessage): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]

const channelOf = ({ state }: Workspace, channel: unknown): unknown =>
  state.rooms.find(({ kind, members }) => kind === 'direct' && members.includes(String(channel)))?.id ?? channel

/** Answers `POST /api/:method`, with the faults that are on. */
export const createWebApi = (workspace: Workspace): Answer => {
  const [posts, reads] = [createPostLimit(workspace), createReadLimit(workspace)]
  const { limitsPosts, limitsReads } = workspace.options
  const secondsToWait = (name: string, channel: string): number => {
    if (name === 'chat.postMessage') return limitsPosts ? posts(channel) : 0
    return limitsReads && /^conversations\.(history|replies)$/.test(name) ? reads(name) : 0
  }
  return async (request, response, name) => {
    const body = await readBody(request, most)
    if (!body) return sendJson(response, 413, { ok: false, error: 'request_too_large' })
    const sent = await argsIn(body, request.headers['content-type'] ?? '')
    const { token: inArgs, ...args } = sent ?? {}
    const token = bearer(request) ?? (typeof inArgs === 'string' ? inArgs : undefined)
    const channel = channelOf(workspace, args.channel ?? args.channel_id)
    const perform = (): Verdict => {
      const seconds = secondsToWait(name, String(channel))
      if (seconds > 0) return limited(seconds)
      const answer = dispatch(workspace, name, token, sent && args)
      const headers = { 'x-oauth-scopes': workspace.options.scopes.join(',') }
      return { status: 200, body: answer, headers, answered: answer.ok === true ? 'ok' : String(answer.error) }
    }
    const passing = { workspace, request, response, method: name, channel, args, perform }
    return pass(passing, takenFault(workspace, { method: name, channel, user: args.user }))
  }
}

/** Answers `POST /response/:key`, with the faults that are on. */
export const createResponses =
  (workspace: Workspace): Answer =>
  async (request, response, key) => {
    const body = await readBody(request, most)
    if (!body) return sendJson(response, 413, { ok: false, error: 'request_too_large' })
    const args: Json | undefined = jsonIn(body)
    const channel = workspace.state.responses.get(key)?.channel
    const perform = (): Verdict => {
      const answer = respond(workspace, key, args)
      return { ...answer, answered: answer.status === 200 ? 'ok' : String(answer.body.error) }
    }
    const passing = { workspace, request, response, method: 'response', channel, args: args ?? {}, perform }
    return pass(passing, takenFault(workspace, { method: 'response', channel }))
  }
