import type { Act, Invite, Pull, Send, State, Submit } from '../../../client.ts'

/** Asks for what a person sees; without one, what the first person sees. */
export const fetchState = async (as: string | undefined): Promise<State> => {
  const response = await fetch(`/client/state${as === undefined ? '' : `?as=${encodeURIComponent(as)}`}`)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as State
}

/** The text of a file that was shared. */
export const fetchFile = async (path: string): Promise<string> => {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`The local Slack answered ${response.status}.`)
  return response.text()
}

const post = async (what: string, body: object): Promise<void> => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`/client/${what}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error((await response.text()) || `The local Slack answered ${response.status}.`)
}

/** What a person does. Each throws an Error with the local Slack's own words where it is refused. */
export const server = {
  send: (body: Send) => post('send', body),
  act: (body: Act) => post('act', body),
  submit: (body: Submit) => post('submit', body),
  close: (body: Pick<Submit, 'as' | 'view'>) => post('close', body),
  invite: (body: Invite) => post('invite', body),
  pull: (body: Pull) => post('lever', body),
}
