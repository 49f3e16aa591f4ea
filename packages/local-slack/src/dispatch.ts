import { allow } from './method.ts'
import { methods } from './methods/all.ts'
import { Refused } from './refused.ts'
import type { Json } from './state.ts'
import type { Workspace } from './workspace.ts'

/** Answers one call of the Web API the way Slack does: method, token, scope, then what it does. */
export const dispatch = (
  workspace: Workspace,
  name: string,
  token: string | undefined,
  args: Json | undefined,
): Json => {
  try {
    const method = methods.get(name)
    if (!method) throw new Refused('unknown_method', { req_method: name })
    if (token === undefined) throw new Refused('not_authed')
    const isApp = workspace.appTokens.has(token)
    if (!isApp && token !== workspace.botToken) throw new Refused('invalid_auth')
    if (isApp !== (method.byApp ?? false)) throw new Refused('not_allowed_token_type')
    allow(workspace, method.scopes ?? [])
    if (!args) throw new Refused('invalid_form_data')
    return { ok: true, ...method.answer({ workspace, args, token }) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ok: false, error: error.message, ...error.more }
  }
}
