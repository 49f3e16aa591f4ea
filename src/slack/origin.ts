import type { z } from 'zod'
import type { BlockActions, Event, SlashCommand, Submission } from './payload.ts'

/** Which workspace and app a payload belongs to, and how it is recognised when it comes again. */
export interface PayloadOrigin {
  /** The workspaces with the installation of the app that it may be for. */
  readonly teams: readonly string[]
  readonly app: string | undefined
  /** `trigger:…`, `event:…`, `message:…`: it is a repetition if one of these came before. */
  readonly keys: readonly string[]
}

const some = (...ids: readonly (string | null | undefined)[]): readonly string[] => ids.filter((id) => id != null)

/**
 * The origin of each kind of payload. In a channel that is shared with another organisation the outer team may be
 * theirs; a payload for a whole organisation (`is_enterprise_install`) belongs to no workspace.
 */
export const originOf = {
  /** A mention that was edited or sent again has another id, but its message is the same. */
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
  /** A modal closes once it was taken, so the same one again is a repetition, whatever pressed it. */
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
    keys: [`view:${view.id}`, ...some(trigger_id).map((id) => `trigger:${id}`)],
  }),
}
