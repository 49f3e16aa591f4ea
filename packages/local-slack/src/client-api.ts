import type { IncomingMessage, ServerResponse } from 'node:http'
import { jsonIn, readBody } from './body.ts'
import type { Act, Invite, Pull, Send, Submit } from './client.ts'
import { membership } from './membership.ts'
import { press, pressInView } from './press.ts'
import { sendJson, sendText } from './reply.ts'
import { say } from './say.ts'
import { stateFor } from './shown.ts'
import type { Json } from './state.ts'
import { dismiss, submit } from './submit.ts'
import { topView } from './views.ts'
import { accountOf, type Workspace } from './workspace.ts'

const most = 200_000

/** Does what the page asks for; what it answers is what went wrong, for the person. */
type Deed = (workspace: Workspace, body: never) => Promise<string | undefined>

/** What must be a text in what is asked. */
const needed: Readonly<Record<string, readonly string[]>> = {
  send: ['as', 'channel', 'text'],
  act: ['as', 'block_id', 'action_id'],
  submit: ['as', 'view', 'values'],
  close: ['as', 'view'],
  invite: ['as', 'channel'],
  lever: ['lever'],
}

const isWhole = (what: string, asked: Json): boolean =>
  (needed[what] ?? []).every((key) => (key === 'values' ? isObject(asked[key]) : typeof asked[key] === 'string')) &&
  (asked.message === undefined || isObject(asked.message))

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

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

const perform = async (workspace: Workspace, what: string, request: IncomingMessage, response: ServerResponse) => {
  const deed = deeds[what]
  const body = await readBody(request, most)
  const asked = body && jsonIn(body)
  if (!deed || !asked || !isWhole(what, asked)) return sendText(response, 400, 'That is not understood.')
  try {
    const wrong = await deed(workspace, asked as never)
    return wrong === undefined ? sendJson(response, 200, { ok: true }) : sendText(response, 502, wrong)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
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
  if (request.method === 'POST' && Object.hasOwn(deeds, what)) return perform(workspace, what, request, response)
  const as = query.get('as')
  const me = workspace.state.accounts.find(({ id, kind }) => kind !== 'bot' && (as === null || id === as))
  if (request.method !== 'GET' || !['state', 'events'].includes(what))
    return sendText(response, 404, 'Nothing is here.')
  if (!me) return sendText(response, 404, 'Nobody has that id.')
  if (what === 'events') return workspace.streams.open(me.id, response)
  return sendJson(response, 200, { ...stateFor(workspace, me) })
}
