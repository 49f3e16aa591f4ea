import type { z } from 'zod'
import type { BlockActions, Event, SlashCommand, Submission } from './payload.ts'

/** Whose payload it is and what makes it the same one when it comes again. */
export interface PayloadOrigin {
  /** The workspaces for whose installation of the app it may be. */
  readonly teams: readonly string[]
  readonly app: string | undefined
  /** `trigger:…`, `event:…`, `message:…`: it came before if one of them did. */
  readonly keys: readonly string[]
}

const some = (...ids: readonly (string | null | undefined)[]): readonly string[] => ids.filter((id) => id != null)

/**
 * Where each kind of payload comes from. In a channel that is shared with another organisation the outer team may be
 * theirs; what is of a whole organisation (`is_enterprise_install`) is of no workspace.
 */
export const originOf = {
  /** Another id comes with a mention that was edited or sent again, but the message is the same. */
  event: ({
    team_id,
    context_team_id,
    authorizations,
    api_app_id,
    event_id,
    event,
  }: z.output<typeof Event>): PayloadOrigin => ({
    teams:
      authorizations.length > 0
        ? some(...authorizations.map((one) => (one.is_enterprise_install ? null : one.team_id)))
        : some(context_team_id ?? team_id),
    app: api_app_id,
    keys: [`message:${event.channel}:${event.ts}`, `event:${event_id}`],
  }),
  command: ({
    team_id,
    is_enterprise_install,
    api_app_id,
    trigger_id,
  }: z.output<typeof SlashCommand>): PayloadOrigin => ({
    teams: is_enterprise_install === 'true' ? [] : some(team_id),
    app: api_app_id,
    keys: [`trigger:${trigger_id}`],
  }),
  press: ({
    team,
    user,
    is_enterprise_install,
    api_app_id,
    trigger_id,
  }: z.output<typeof BlockActions>): PayloadOrigin => ({
    teams: is_enterprise_install ? [] : some(team?.id, user.team_id),
    app: api_app_id,
    keys: [`trigger:${trigger_id}`],
  }),
  submission: ({
    team,
    user,
    view,
    is_enterprise_install,
    api_app_id,
    trigger_id,
  }: z.output<typeof Submission>): PayloadOrigin => ({
    teams: is_enterprise_install
      ? []
      : view.app_installed_team_id
        ? [view.app_installed_team_id]
        : some(team?.id, user.team_id),
    app: api_app_id,
    keys: [trigger_id === undefined ? `view:${view.id}` : `trigger:${trigger_id}`],
  }),
}
