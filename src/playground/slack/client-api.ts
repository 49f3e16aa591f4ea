import type { IncomingMessage, ServerResponse } from 'node:http'
import { jsonIn, readBody } from './body.ts'
import type { Act, Invite, Pull, Send, Submit } from './client.ts'
import { membership } from './membership.ts'
import { press, pressInView } from './press.ts'
import { sendJson, sendText } from './reply.ts'
import { say } from './say.ts'
import { stateFor } from './shown.ts'
import { dismiss, submit } from './submit.ts'
import { topView } from './views.ts'
import { accountOf, type Workspace } from './workspace.ts'

const most = 200_000

/** Does what the page asks for; what it answers is what went wrong, for the person. */
type Deed = (workspace: Workspace, body: never) => Promise<string | undefined>

const isTop = (workspace: Workspace, as: string, view: string) =>
  topView(workspace, accountOf(workspace, as).id)?.id === view

const deeds: Readonly<Record<string, Deed>> = {
  send: async (workspace, { as, channel, text, thread_ts: thread }: Send) => {
    if (text.trim() === '') return undefined
    return void (await say(workspace, { who: as, channel, text: text.trim(), thread }))
  },
  act: async (workspace, { as, message, view, block_id: block, action_id: action, selected }: Act) => {
    const which = { block, action }
    if (message) return void (await press(workspace, as, message, which, selected))
    const { failed } = await pressInView(workspace, as, view ?? '', which, selected)
    return failed && 'We had some trouble connecting. Try again?'
  },
  submit: async (workspace, { as, view, values }: Submit) => {
    if (!isTop(workspace, as, view)) return 'This modal is closed.'
    return (await submit(workspace, as, ({ block, action }) => values[block]?.[action])).trouble
  },
  close: async (workspace, { as, view }: Submit) => {
    if (isTop(workspace, as, view)) await dismiss(workspace, as)
    return undefined
  },
  invite: async (workspace, { as, channel }: Invite) => {
    const { members } = workspace.state.rooms.find(({ id }) => id === channel) ?? {}
    if (!members?.includes(as)) return 'You are not in that channel.'
    return void membership(workspace, channel, true)
  },
  lever: async ({ options, streams }, { lever, on }: Pull) => {
    await options.levers?.pull(lever, on)
    streams.emit({ type: 'levers', levers: options.levers?.list() ?? [] }, () => true)
    return undefined
  },
}

const perform = async (workspace: Workspace, deed: Deed, request: IncomingMessage, response: ServerResponse) => {
  const body = await readBody(request, most)
  const asked = body && jsonIn(body)
  if (!asked) return sendText(response, 400, 'That is not understood.')
  try {
    const wrong = await deed(workspace, asked as never)
    return wrong === undefined ? sendJson(response, 200, { ok: true }) : sendText(response, 502, wrong)
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error
    return sendText(response, 400, error.message)
  }
}

/** Answers what the page asks for below `/client/`. */
export const clientApi = async (
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  { path, query }: { readonly path: string; readonly query: URLSearchParams },
): Promise<void> => {
  const what = path.slice('/client/'.length)
  const deed = Object.hasOwn(deeds, what) ? deeds[what] : undefined
  if (request.method === 'POST' && deed) return perform(workspace, deed, request, response)
  const as = query.get('as')
  const me = workspace.state.accounts.find(({ id, kind }) => kind !== 'bot' && (as === null || id === as))
  if (request.method !== 'GET' || !['state', 'events'].includes(what))
    return sendText(response, 404, 'Nothing is here.')
  if (!me) return sendText(response, 404, 'Nobody has that id.')
  if (what === 'events') return workspace.streams.open(me.id, response)
  return sendJson(response, 200, { ...stateFor(workspace, me) })
}
