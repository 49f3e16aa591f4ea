import { deliver } from './deliver.ts'
import type { Delivered } from './local-slack.ts'
import { pause } from './pause.ts'
import { eventBody } from './payload.ts'
import type { Json, Room } from './state.ts'
import { newId, type Workspace } from './workspace.ts'

/** At once, after a minute, after five. */
const retryMs = [0, 60_000, 300_000]

const again = async (workspace: Workspace, body: string, failed: Delivered['failed']): Promise<void> => {
  const { ending, options } = workspace
  let why = failed
  for (const [at, ms] of (options.retryMs ?? retryMs).entries()) {
    await pause(ms, ending.signal)
    if (ending.signal.aborted) return
    const reason = why === 'operation_timeout' ? 'http_timeout' : 'http_error'
    const headers = { 'x-slack-retry-num': String(at + 1), 'x-slack-retry-reason': reason }
    const { delivered, noRetry } = await deliver(workspace, 'event', body, headers)
    if (delivered.failed === undefined || noRetry) return
    why = delivered.failed
  }
}

/** Tells the bot an event; what it does not accept is told again, up to three times, and that is not waited for. */
export const tellEvent = async (workspace: Workspace, room: Room, event: Json): Promise<Delivered> => {
  const body = eventBody(workspace, room, event, { id: newId('Ev'), at: workspace.now() })
  const { delivered, noRetry } = await deliver(workspace, 'event', body)
  if (delivered.failed !== undefined && !noRetry) void again(workspace, body, delivered.failed)
  return delivered
}

/** Asks the bot to prove that an address for events is its own. */
export const verifyUrl = async (workspace: Workspace, challenge: string): Promise<Delivered> => {
  const body = JSON.stringify({ token: 'unused', challenge, type: 'url_verification' })
  return (await deliver(workspace, 'event', body)).delivered
}
